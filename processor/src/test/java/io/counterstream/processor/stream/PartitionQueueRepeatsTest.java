package io.counterstream.processor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.Outcome;
import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.core.WindowSchedule;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.repeats.RepeatSettings;
import io.counterstream.processor.repeats.Repeats;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands that are sent twice do not reach the engine, whatever the polls bring. */
class PartitionQueueRepeatsTest {
  private static final LogSource LOG = new LogSource("topic", 0);
  private static final int UNCOMMITTED_MAX = 3;

  private final List<Long> begun = new ArrayList<>();
  private final Engine engine =
      new Engine(new BegunCounters(begun), EngineSettings.DEFAULT, EngineListener.NONE);
  private final PartitionQueue queue = new PartitionQueue();
  private Optional<RuntimeException> found = Optional.empty();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aRepeatHasTheFirstCommandsPlaceAndTime() {
    ready(10, 10, DecidedOffset.NONE);
    queue.polled(List.of(record(5, "id", 1), record(6, "id", 1), record(7, "id", 2)), 0);
    queue.next(record(5, "id", 1));
    assertThat(outcome(record(6, "id", 1)))
        .isEqualTo(rejected(Outcome.Rejected.REPEATED, "the command was sent before", 6));
    assertThat(outcome(record(7, "id", 2)))
        .isEqualTo(rejected(
            Outcome.Rejected.ID_REUSED, "another command has this commandId: delta differs", 7));
    assertThat(begun).containsExactly(1L);
  }

  @Test
  void aCommandWithAnOutcomeIsRememberedToo() {
    ready(10, 10, new DecidedOffset(6));
    queue.polled(List.of(record(5, "id", 1), record(6, "id", 1)), 0);
    queue.next(record(5, "id", 1));
    assertThat(queue.next(record(6, "id", 1))).isInstanceOf(SubmittedRecord.Repeated.class);
    assertThat(begun).isEmpty();
  }

  /** The records at the offsets that the log has lost are not those that it has now. */
  @Test
  void aPollThatBeginsAgainLeavesNothingToCompareWith() {
    ready(10, 10, DecidedOffset.NONE);
    queue.next(record(5, "id", 1));
    queue.polled(List.of(record(6, "lost", 1)), 0);
    found = Optional.of(new RejoinGroupException("rewound"));
    queue.polled(List.of(record(6, "other", 1)), 0);
    assertThatThrownBy(() -> queue.next(record(6, "other", 1))).isSameAs(found.get());
    queue.close();
    found = Optional.empty();
    ready(10, 10, DecidedOffset.NONE);
    queue.polled(List.of(record(6, "other", 1), record(7, "lost", 1)), 0);
    queue.next(record(6, "other", 1));
    assertThat(queue.next(record(7, "lost", 1))).isInstanceOf(SubmittedRecord.Command.class);
  }

  @Test
  void recordsWaitForACommitWhereTooManyAreUncommitted() {
    ready(10, 10, DecidedOffset.NONE);
    List<PolledRecord> polled = Stream.of(1, 2, 3, 4, 5)
        .map(offset -> record(offset, "id" + offset, offset))
        .toList();
    queue.polled(polled, 0);
    queue.next(polled.get(0));
    assertThat(begun).containsExactly(1L, 2L, 3L);
    assertThat(queue.isDrained()).isFalse();
    assertThat(queue.wantsCommit(1)).isTrue();
    queue.committed(2);
    assertThat(begun).containsExactly(1L, 2L, 3L, 4L);
    queue.next(polled.get(1));
    queue.next(polled.get(2));
    queue.next(polled.get(3));
    assertThatThrownBy(() -> queue.next(polled.get(4)))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("no room for the record at offset 5");
  }

  /** Kafka Streams did not get a poll that the interceptor has shown, and commits beyond it. */
  @Test
  void aRecordThatWaitsForRoomIsNotPassedOver() {
    ready(10, 10, DecidedOffset.NONE);
    List<PolledRecord> polled =
        Stream.of(1, 2, 3).map(offset -> record(offset, "id" + offset, offset)).toList();
    queue.polled(polled, 0);
    polled.forEach(queue::next);
    queue.polled(List.of(record(4, "id4", 4)), 0);
    assertThat(begun).containsExactly(1L, 2L, 3L);
    assertThat(queue.decidedOffsetAfterCommitOf(4)).isPresent();
    assertThatThrownBy(() -> queue.decidedOffsetAfterCommitOf(5))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("the record at 4 is not processed");
  }

  @Test
  void theWindowIsRecordedWithTheDecidedOffset() {
    ready(10, 20, DecidedOffset.NONE);
    queue.next(record(0, "a", 0));
    assertThat(queue.decidedOffsetAfterCommitOf(1))
        .contains(new OffsetAndMetadata(1, "topic/0 window=10"));
    queue.polled(List.of(record(1, "b", 1), record(2, "c", 2), record(3, "d", 3)), 0);
    assertThat(queue.decidedOffsetAfterCommitOf(1))
        .contains(new OffsetAndMetadata(1, "topic/0 window=10,20@3"));
    queue.committed(1);
    queue.next(record(1, "b", 1));
    queue.next(record(2, "c", 2));
    assertThat(queue.decidedOffsetAfterCommitOf(3))
        .contains(new OffsetAndMetadata(3, "topic/0 window=20"));
  }

  private Outcome outcome(PolledRecord record) {
    return ((SubmittedRecord.Repeated) queue.next(record)).outcome();
  }

  private static Outcome rejected(String reason, String message, long offset) {
    return new Outcome.Rejected(
        "id",
        Optional.of("1"),
        reason,
        message,
        Optional.empty(),
        Optional.of(new Outcome.Original("topic/0/5", Instant.ofEpochMilli(50))),
        Instant.ofEpochMilli(offset * 10));
  }

  private void ready(int recorded, int wanted, DecidedOffset decided) {
    RepeatSettings settings = new RepeatSettings(wanted, 0, UNCOMMITTED_MAX);
    queue.ready(first -> new OpenPartition(
        LOG,
        decided,
        engine.open(LOG, first),
        new Repeats(Optional.of(WindowSchedule.always(recorded)), settings, closed -> {}),
        poll -> found.ifPresent(failure -> {
          throw failure;
        })));
  }

  /** A command for a counter whose number is its delta; that of the id {@code id} is 1. */
  private static PolledRecord record(long offset, String id, long delta) {
    String counter = id.equals("id") ? "1" : Long.toString(delta);
    String json = "{\"commandId\":\"" + id + "\",\"counter\":\"" + counter + "\",\"delta\":" + delta
        + ",\"expected\":\"any\"}";
    return new PolledRecord(offset, offset * 10, 0, counter.getBytes(UTF_8), json.getBytes(UTF_8));
  }
}
