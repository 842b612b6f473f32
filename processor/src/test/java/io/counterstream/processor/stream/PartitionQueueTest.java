package io.counterstream.processor.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.repeats.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records reach the engine once, in order and without a gap, whatever the polls bring. */
class PartitionQueueTest {
  private final List<Long> begun = new ArrayList<>();
  private final Engine engine =
      new Engine(new BegunCounters(begun), EngineSettings.DEFAULT, EngineListener.NONE);
  private final PartitionQueue queue = new PartitionQueue();
  private Repeats repeats = TestRepeats.none();
  private final List<PollCheck.Poll> checked = new ArrayList<>();

  /** What the check of a poll throws, if it does. */
  private Optional<RuntimeException> found = Optional.empty();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aPollBeforeTheTaskIsReadyIsStartedWithItsFirstRecord() {
    queue.polled(records(5, 6, 7), 0);
    ready();
    assertThat(begun).isEmpty();
    queue.next(record(5));
    assertThat(begun).containsExactly(5L, 6L, 7L);
  }

  @Test
  void aPollOfARunningTaskIsStartedAtOnce() {
    ready();
    queue.next(record(5));
    queue.polled(records(6, 9), 0);
    assertThat(begun).containsExactly(5L, 6L, 9L);
    assertThat(queue.isDrained()).isFalse();
    queue.next(record(6));
    queue.next(record(9));
    assertThat(queue.isDrained()).isTrue();
  }

  @Test
  void whatWasPolledBeforeThePartitionMovedAwayAndBackIsForgotten() {
    queue.polled(records(1, 2, 3), 0);
    queue.polled(records(2, 3, 4), 0);
    ready();
    queue.next(record(2));
    assertThat(begun).containsExactly(2L, 3L, 4L);
  }

  /**
   * Kafka Streams discards a poll if its consumer throws an exception after the interceptor. A
   * record below the decided offset may be another one than that which was decided.
   */
  @ParameterizedTest
  @ValueSource(longs = {0, 2, 3})
  void aTaskDoesNotBeginAboveAPolledRecord(long decided) {
    ready(new DecidedOffset(decided));
    queue.polled(records(1, 2), 0);
    queue.polled(records(8, 9), 0);
    assertThatThrownBy(() -> queue.next(record(8)))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("at offset 8, but the one at 1 was polled before it");
    assertThat(begun).isEmpty();
  }

  @Test
  void aRecordThatNoPollShowedIsStartedAlone() {
    queue.polled(records(7, 8), 0);
    ready();
    queue.next(record(5));
    assertThat(begun).containsExactly(5L);
  }

  @Test
  void recordsInAnotherOrderThanPolledStopTheTask() {
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3), 0);
    assertThatThrownBy(() -> queue.next(record(3)))
        .isInstanceOf(OutOfOrderException.class)
        .hasMessage("offset 3 is processed where 2 is next");
  }

  /** The log has lost the record that the first poll has shown, and Kafka Streams has both. */
  @Test
  void aPollThatBeginsAgainBeforeTheTaskHasBegunStopsIt() {
    ready();
    queue.polled(records(5, 10), 0);
    queue.polled(records(7, 8), 0);
    assertThatThrownBy(() -> queue.next(record(5)))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("offset 7 is polled again before the task has begun");
    assertThat(begun).isEmpty();
  }

  @Test
  void anotherRecordAtTheSameOffsetIsNotTakenForTheOneThatIsProcessed() {
    queue.polled(records(5), 0);
    PolledRecord successor =
        new PolledRecord(5, 0, 1, "5".getBytes(UTF_8), "other".getBytes(UTF_8));
    queue.polled(List.of(successor), 0);
    ready();
    assertThatThrownBy(() -> queue.next(record(5)))
        .isInstanceOf(OutOfOrderException.class)
        .hasMessage("another record was polled at offset 5 since the one that is processed");
  }

  @Test
  void aClosedTaskBeginsAnew() {
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3), 0);
    queue.close();
    queue.polled(records(2, 3), 0);
    assertThat(begun).containsExactly(1L, 2L, 3L);
    ready();
    assertThat(queue.next(record(2))).isInstanceOf(SubmittedRecord.Command.class);
  }

  @Test
  void aTaskThatWasNotClosedBeginsAnewToo() {
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3), 0);
    ready();
    queue.next(record(1));
    queue.polled(records(2, 3), 0);
    assertThat(begun).containsExactly(1L, 2L, 3L, 1L, 2L, 3L);
  }

  @Test
  void whatTheDecidedOffsetCoversIsNotSubmitted() {
    queue.polled(records(3, 4, 5), 0);
    ready(new DecidedOffset(5));
    assertThat(queue.next(record(3))).isEqualTo(new SubmittedRecord.AlreadyDecided(3));
    assertThat(queue.next(record(4))).isEqualTo(new SubmittedRecord.AlreadyDecided(4));
    assertThat(queue.next(record(5))).isInstanceOf(SubmittedRecord.Command.class);
    assertThat(begun).containsExactly(5L);
  }

  @Test
  void aPollThatDoesNotContinueTheLogIsNeitherSubmittedNorProcessedNorCommitted() {
    ready();
    queue.next(record(5));
    queue.polled(records(6), 0);
    IllegalStateException anotherLog = new IllegalStateException("another log");
    found = Optional.of(anotherLog);
    queue.polled(records(0, 1), 1);
    assertThat(checked)
        .containsExactly(new PollCheck.Poll(6, 6, 0, false), new PollCheck.Poll(7, 0, 1, false));
    assertThat(begun).containsExactly(5L, 6L);
    assertThatThrownBy(() -> queue.next(record(6))).isSameAs(anotherLog);
    assertThatThrownBy(() -> queue.next(record(0))).isSameAs(anotherLog);
    assertThatThrownBy(() -> queue.decidedOffsetAfterCommitOf(0)).isSameAs(anotherLog);
    found = Optional.empty();
    queue.polled(records(2), 2);
    assertThat(begun).containsExactly(5L, 6L);
    queue.close();
    ready();
    queue.next(record(0));
    assertThat(begun).containsExactly(5L, 6L, 0L);
  }

  /** Kafka Streams discards a poll if its consumer throws an exception after the interceptor. */
  @Test
  void noOffsetIsCommittedAboveAPolledRecordThatIsNotProcessed() {
    ready();
    queue.next(record(5));
    queue.polled(records(6, 7), 0);
    assertThat(queue.decidedOffsetAfterCommitOf(6)).isPresent();
    assertThatThrownBy(() -> queue.decidedOffsetAfterCommitOf(8))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("8 is to be committed, but the record at 6 is not processed");
    queue.next(record(6));
    queue.next(record(7));
    assertThat(queue.decidedOffsetAfterCommitOf(9)).as("a marker follows").isPresent();
  }

  @Test
  void theFirstPollAfterThePositionWasLostSaysSo() {
    ready();
    queue.next(record(5));
    queue.positionLost();
    queue.polled(records(6), 0);
    queue.polled(records(7), 0);
    assertThat(checked)
        .containsExactly(new PollCheck.Poll(6, 6, 0, true), new PollCheck.Poll(7, 7, 0, false));
  }

  @Test
  void aCommitBeyondAPositionThatWasLostIsChecked() {
    ready();
    queue.next(record(5));
    queue.decidedOffsetAfterCommitOf(6);
    queue.positionLost();
    queue.decidedOffsetAfterCommitOf(6);
    assertThat(checked).isEmpty();
    found = Optional.of(new RejoinGroupException("the log has changed"));
    assertThatThrownBy(() -> queue.decidedOffsetAfterCommitOf(9)).isSameAs(found.get());
    assertThat(checked).containsExactly(new PollCheck.Poll(6, 9, PollCheck.Poll.UNKNOWN, true));
  }

  /** The end of the log was lost, although no record was: other records come there. */
  @Test
  void aPollBelowTheCommittedOffsetIsExpectedThere() {
    ready();
    queue.next(record(5));
    queue.decidedOffsetAfterCommitOf(9);
    queue.committed(9);
    queue.polled(records(6), 0);
    assertThat(checked).containsExactly(new PollCheck.Poll(9, 6, 0, false));
  }

  @Test
  void aPollIsCheckedAlsoAfterOneThatFailedHalfWay() {
    ready();
    queue.next(record(1));
    assertThatThrownBy(() -> queue.polled(records(), 0)).isInstanceOf(RuntimeException.class);
    found = Optional.of(new IllegalStateException("another log"));
    queue.polled(records(2), 0);
    assertThatThrownBy(() -> queue.next(record(2))).hasMessage("another log");
    assertThat(begun).containsExactly(1L);
  }

  @Test
  void aRecordThatNoPollShowedIsChecked() {
    ready();
    queue.next(record(1));
    queue.next(record(2));
    assertThat(checked).containsExactly(new PollCheck.Poll(2, 2, PollCheck.Poll.UNKNOWN, true));
    found = Optional.of(new IllegalStateException("another log"));
    assertThatThrownBy(() -> queue.next(record(3))).hasMessage("another log");
    assertThat(begun).containsExactly(1L, 2L);
  }

  @Test
  void aRecordBelowTheLastOneThatNoPollShowedIsChecked() {
    ready();
    queue.next(record(5));
    found = Optional.of(new IllegalStateException("another log"));
    assertThatThrownBy(() -> queue.next(record(2))).hasMessage("another log");
    assertThat(begun).containsExactly(5L);
  }

  private void check(PollCheck.Poll poll) {
    checked.add(poll);
    found.ifPresent(failure -> {
      throw failure;
    });
  }

  private void ready() {
    ready(DecidedOffset.NONE);
  }

  private void ready(DecidedOffset decided) {
    LogSource log = new LogSource("topic", 0);
    queue.ready(
        first -> new OpenPartition(log, decided, engine.open(log, first), repeats, this::check));
  }

  static List<PolledRecord> records(long... offsets) {
    return LongStream.of(offsets).mapToObj(PartitionQueueTest::record).toList();
  }

  static PolledRecord record(long offset) {
    String json =
        "{\"commandId\":\"c\",\"counter\":\"" + offset + "\",\"delta\":1,\"expected\":\"any\"}";
    return new PolledRecord(
        offset, 0, 0, Long.toString(offset).getBytes(UTF_8), json.getBytes(UTF_8));
  }
}
