package io.counterstream.cli.dlq;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.cli.kafka.ReceivedDeadLetter;
import io.counterstream.cli.kafka.TopicRecords;
import io.counterstream.contract.json.DecodedCommand.Unreadable;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where records since a dead letter may have been removed, it may have been sent before. */
class SentBeforeTest {
  /** A dead letter of partition 0, offset 10, sent at time 100. */
  private static final CommandPosition SOURCE =
      new CommandPosition("counter-commands", new Uuid(1, 2), 0, 10);

  private final SentBefore before = SentBefore.nothing();

  @ParameterizedTest
  @CsvSource({
    // because                                              start of 0 and 1, time 100 in 1, unknown
    "nothing was removed,                                           0,   0,   7, false",
    "nothing was removed and nothing was sent since,                0,   0,    , false",
    "its own partition begins with its record,                     10,   0,   7, false",
    "its own partition begins behind its record,                   11,   0,   7, true",
    "the other partition begins before its time,                   10,   6,   7, false",
    "the other partition begins at its time or later,              10,   7,   7, true",
    "the other partition has nothing since and began later,        10,   5,    , true",
  })
  void knowsWhetherEveryPartitionReachesBack(
      String because, long start, long otherStart, Long otherOffset, boolean unknown) {
    FakeTopic topic = new FakeTopic(Map.of(0, start, 1, otherStart));
    topic.offsetAtTime = Optional.ofNullable(otherOffset);
    before.search(topic, List.of(deadLetter()));
    assertThat(before.isUnknown(SOURCE)).as(because).isEqualTo(unknown);
  }

  @ParameterizedTest
  @CsvSource({
    "the log began at 5 when the search began; its records up to 19 went before the lookup, 20, 20",
    "the first record that is left is older,                                                20, 21",
  })
  void recordsMayBeRemovedWhileItSearches(String because, long startAtLookup, long found) {
    FakeTopic topic = new FakeTopic(Map.of(0, 10L, 1, 5L));
    topic.atLookup = () -> topic.starts.put(1, startAtLookup);
    topic.offsetAtTime = Optional.of(found);
    before.search(topic, List.of(deadLetter()));
    assertThat(before.isUnknown(SOURCE)).as(because).isEqualTo(found == startAtLookup);
  }

  private static ReceivedDeadLetter deadLetter() {
    RecordHeaders headers = new RecordHeaders();
    DeadLetterHeaders.addTo(headers, SOURCE, new Unreadable("no JSON"));
    return new ReceivedDeadLetter(new ConsumerRecord<>(
        "counter-commands-dlq",
        0,
        0,
        100,
        TimestampType.CREATE_TIME,
        0,
        0,
        null,
        null,
        headers,
        Optional.empty()));
  }

  /** Two partitions, in the second of which a time has an offset. */
  private static final class FakeTopic implements TopicRecords {
    private final Map<Integer, Long> starts;
    private Optional<Long> offsetAtTime = Optional.empty();
    private Runnable atLookup = () -> {};

    private FakeTopic(Map<Integer, Long> starts) {
      this.starts = new HashMap<>(starts);
    }

    @Override
    public Map<Integer, Long> starts() {
      return Map.copyOf(starts);
    }

    @Override
    public Map<Integer, Long> ends() {
      return Map.of(0, 1000L, 1, 1000L);
    }

    @Override
    public Map<Integer, Long> offsetsAt(long timestamp) {
      atLookup.run();
      return offsetAtTime.map(offset -> Map.of(1, offset)).orElse(Map.of());
    }

    @Override
    public void read(
        Map<Integer, Long> from,
        Map<Integer, Long> to,
        Consumer<ConsumerRecord<byte[], byte[]>> listener) {
      // None of these records was sent instead of a dead letter.
    }
  }
}
