package io.counterstream.analytics.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.model.SeenOutcome.CommandLogPosition;
import io.counterstream.analytics.stream.TestOutcomes;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The alerts of chains. An event is {@code partition@offset previous+delta=version}, a
 * deletion {@code partition@offset previous x version} without spaces, a conflict {@code
 * partition@offset value?version}; {@code ...} lets the patience end.
 */
class ChainTest {
  private static final Instant TIME = Instant.parse("2026-11-21T09:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "each event begins where the one before ended | 0@0 0+5=1, 0@1 5+1=2, 0@2 6-2=3, ... |",
        "a topic may begin in the middle | 0@7 40+2=9, 0@8 42+1=10, ... |",
        "a check changes nothing | 0@0 0+5=1, 0@1 5+0=1, 0@2 5+1=2, ... |",
        "a check of a counter that does not exist | 0@0 0+0=0, 0@1 0+5=1, ... |",
        "a deleted counter is created again | 0@0 0+5=1, 0@1 5x2, 0@2 0+1=3, ... |",
        "and again after its item was removed | 0@0 0+5=1, 0@1 5x2, 0@2 0+1=1, 0@3 1+1=2, ... |",
        "a deletion that finds nothing | 0@0 0+5=1, 0@1 5x2, 0@2 0x2, 0@3 0+1=3, ... |",
        "a deletion of value 0 | 0@0 0+5=1, 0@1 5-5=2, 0@2 0x3, 0@3 0+2=4, ... |",
        "a deletion is missing | 0@0 0+5=1, 0@2 0+1=3, ... | missing 1 3",
        "a version is missing | 0@0 0+5=1, 0@2 6+1=3, ... | missing 1 3",
        "several are missing | 0@0 0+5=1, 0@9 6+1=9, 0@10 7+1=10, ... | missing 1 9",
        "a check shows that one is missing | 0@0 0+5=1, 0@2 6+0=2, ... | missing 1 2",
        "two gaps | 0@0 0+5=1, 0@2 6+1=3, 0@4 9+1=5, ... | missing 1 3, missing 3 5",
        "no patience, no alert yet | 0@0 0+5=1, 0@2 6+1=3 |",
        "the event is there twice | 0@0 0+5=1, 0@1 5+1=2, 0@1 5+1=2, ... | doubled 2 2",
        "an older event is there twice | 0@0 0+5=1, 0@1 5+1=2, 0@0 0+5=1, ... | doubled 2 1",
        "two events changed places | 0@0 0+5=1, 0@2 6+1=3, 0@1 5+1=2, ... | out-of-order 3 2",
        "an old check comes late | 0@0 0+5=1, 0@2 5+1=2, 0@1 5+0=1, ... | out-of-order 2 1",
        "the value was edited | 0@0 0+5=1, 0@1 9+1=2, 0@2 10+1=3, ... | edited 1 2",
        "the item was removed | 0@0 0+5=1, 0@1 5+1=2, 0@2 0+1=1, 0@3 1+1=2, ... | edited 2 1",
        "the version was lowered | 0@0 0+5=1, 0@1 5+1=2, 0@2 6+1=2, ... | edited 2 2",
        "a conflict found an edited value | 0@0 0+5=1, 0@1 9?1, 0@2 9?1, 0@3 9+1=2 | edited 1 1",
        "a conflict may be read before its events | 0@0 0+5=1, 0@2 6?2, 0@1 5+1=2, ... |",
        "a conflict may be read after later events | 0@0 0+5=1, 0@2 5+1=2, 0@1 5?1, ... |",
        "a counter of two logs, in the order of the table | 0@0 0+5=1, 1@0 5+1=2, 0@1 6+1=3, ... |",
        "of two logs, the other one later | 0@0 0+5=1, 0@1 6+1=3, 1@0 5+1=2, 0@2 7+1=4, ... |",
        "of two logs, the other one first | 0@0 0+5=1, 1@0 6+1=3, 0@1 5+1=2, 1@1 7+1=4, ... |",
        "of two logs, one is behind | 1@0 0+1=1, 0@0 6+1=7, 1@1 1+1=2, ..., 1@2 2+1=3, ... |",
        "of two logs, and one begins in the middle | 0@9 6+1=7, 1@3 5+1=6, 0@10 7+1=8, ... |",
      })
  void alerts(String because, String events, String alerts) {
    List<String> found = new ArrayList<>();
    CounterEntry entry = CounterEntry.unseen();
    for (String event : events.split(", ")) {
      CounterEntry.Step step = event.equals("...")
          ? entry.expire("c", Long.MAX_VALUE)
          : entry.follow("c", seen(event), 1);
      entry = CounterEntry.decode(step.entry().encode());
      assertThat(entry).as(because).isEqualTo(step.entry());
      step.alerts()
          .forEach(alert -> found.add(alert.type().word() + " "
              + alert.before().orElseThrow().version() + " "
              + alert.after().orElseThrow().version()));
    }
    assertThat(String.join(", ", found)).as(because).isEqualTo(alerts == null ? "" : alerts);
  }

  private static SeenOutcome seen(String event) {
    String[] part = event.split("[@ ]");
    int partition = Integer.parseInt(part[0]);
    long offset = Long.parseLong(part[1]);
    Outcome outcome = outcome(part[2]);
    return new SeenOutcome(
        outcome,
        new OutcomePlace(outcome.type(), partition, offset),
        Optional.of(new CommandLogPosition("log/" + partition, offset)));
  }

  private static Outcome outcome(String change) {
    String[] part = change.split("(?<=[0-9])(?=[+-])|[=x?]");
    long value = Long.parseLong(part[0]);
    long second = Long.parseLong(part[1]);
    if (change.contains("?")) {
      return TestOutcomes.conflict("c", value, second, TIME);
    } else if (change.contains("x")) {
      return TestOutcomes.deleted("c", value, second, TIME);
    }
    return TestOutcomes.applied("c", value, second, Long.parseLong(part[2]), TIME);
  }
}
