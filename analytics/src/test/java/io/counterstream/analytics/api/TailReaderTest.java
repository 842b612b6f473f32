package io.counterstream.analytics.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.analytics.stream.TestOutcomes;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Outcomes from before the first viewer; each is {@code topic:second}. */
class TailReaderTest {
  private static final Instant START = Instant.parse("2026-11-21T09:00:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "in the order of time | a:1 a:3 b:2 b:4 | | a:1 b:2 a:3 b:4",
        "from where none is missing | a:1 a:5 a:6 b:4 b:7 | b | b:4 a:5 a:6 b:7",
        "of each partition that is not whole | a:5 a:6 b:4 b:7 c:1 | a b | a:5 a:6 b:7",
        "a quiet partition that is whole hides none | a:5 a:6 b:1 | a | a:5 a:6",
        "a partition without any hides none | a:1 a:2 | b | a:1 a:2",
        "of one time, as they were read | b:1 a:1 b:1 | | b:1 a:1 b:1",
      })
  void theyAreInOrderAndComplete(String because, String read, String partial, String expected) {
    List<TailRing.Entry> entries =
        Stream.of(read.split(" ")).map(TailReaderTest::entry).toList();
    List<TopicPartition> partitions = partial == null
        ? List.of()
        : Stream.of(partial.split(" "))
            .map(topic -> new TopicPartition(topic, 0))
            .toList();
    String found = TailReader.inOrder(entries, partitions).stream()
        .map(entry -> entry.topic() + ":"
            + (entry.outcome().timestamp().getEpochSecond() - START.getEpochSecond()))
        .collect(Collectors.joining(" "));
    assertThat(found).as(because).isEqualTo(expected);
  }

  private static TailRing.Entry entry(String text) {
    String[] part = text.split(":");
    Outcome outcome =
        TestOutcomes.rejected("c", "invalid", START.plusSeconds(Long.parseLong(part[1])));
    return new TailRing.Entry(outcome, new byte[0], part[0], 0, 0);
  }
}
