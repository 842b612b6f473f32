package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.api.LoadedPartitions.Position;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a copy of a partition is complete enough to be shown. */
class LoadedPartitionsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "nothing was ever written | a=0/0 b=0/0 | yes",
        "nothing is loaded | a=0/9 b=0/0 | no",
        "one store of two is loaded | a=9/9 b=3/9 | no",
        "all are, but for the marker of the last transaction | a=8/9 b=9/9 | yes",
        "one record is left | a=7/9 b=9/9 | no",
        "then it is only old | a=8/9; a=8/500 | yes",
        "until it was loaded, a later end does not matter | a=3/9; a=8/500 | yes",
        "what is still missing of the first end does | a=3/9; a=7/500 | no",
        "lost and loaded again | a=9/9; a=2/9 | no",
        "and then loaded | a=9/9; a=2/9; a=9/9 | yes",
        "left, and came again | a=9/9; ; a=0/9 | no",
        "left | a=9/9; | no",
      })
  void aPartitionIsLoadedOnceItsChangelogsWereReadToTheirFirstEnd(
      String because, String looks, String expected) {
    LoadedPartitions loaded = new LoadedPartitions();
    for (String look : looks.split(";", -1)) {
      loaded.look(look.isBlank() ? Map.of() : Map.of(3, positions(look.strip())));
    }
    assertThat(loaded.contains(3)).as(because).isEqualTo(expected.equals("yes"));
    assertThat(loaded.contains(4)).isFalse();
  }

  private static Map<String, Position> positions(String look) {
    Map<String, Position> positions = new HashMap<>();
    for (String store : look.split(" ")) {
      String[] part = store.split("[=/]");
      positions.put(part[0], new Position(Long.parseLong(part[1]), Long.parseLong(part[2])));
    }
    return positions;
  }
}
