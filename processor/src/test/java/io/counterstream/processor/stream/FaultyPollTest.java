package io.counterstream.processor.stream;

import static io.counterstream.processor.stream.PartitionQueueTest.record;
import static io.counterstream.processor.stream.PartitionQueueTest.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.engine.EngineListener;
import io.counterstream.processor.engine.EngineSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * No record is left out or goes unnamed after a poll at which the interceptor failed, or before
 * which the position was lost.
 */
class FaultyPollTest {
  private static final int UNKNOWN = PollCheck.Poll.UNKNOWN;

  private final List<Long> begun = new ArrayList<>();
  private final Engine engine =
      new Engine(new BegunCounters(begun), EngineSettings.DEFAULT, EngineListener.NONE);
  private final PartitionQueue queue = new PartitionQueue();
  private final List<PollCheck.Poll> checked = new ArrayList<>();

  /** What the check of a poll throws, if it does. */
  private Optional<RuntimeException> found = Optional.empty();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void afterAPollThatFailedHalfWayTheTaskBeginsAnew() {
    ready(DecidedOffset.NONE);
    queue.next(record(1));
    List<PolledRecord> broken = new ArrayList<>(records(2, 3));
    broken.add(1, null);
    assertThatThrownBy(() -> queue.polled(broken, 0)).isInstanceOf(NullPointerException.class);
    queue.polled(records(4, 5), 0);
    assertThat(begun).containsExactly(1L);
    assertRejoins(2);
    queue.close();
    ready(DecidedOffset.NONE);
    queue.polled(records(2, 3), 0);
    queue.polled(records(4, 5), 0);
    for (long offset = 2; offset <= 5; offset++) {
      queue.next(record(offset));
    }
    assertThat(begun).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(queue.decidedOffsetAfterCommitOf(6)).isPresent();
  }

  @Test
  void aPollThatKafkaStreamsDiscardsAfterOneThatFailedIsNotPassedOver() {
    ready(DecidedOffset.NONE);
    queue.next(record(4));
    queue.pollFailed();
    queue.polled(records(5, 6, 7), 0);
    queue.polled(records(8, 9), 0);
    assertRejoins(8);
    assertThat(begun).containsExactly(4L);
  }

  @Test
  void aPollThatFailedAndIsDiscardedIsNotPassedOver() {
    ready(DecidedOffset.NONE);
    queue.next(record(4));
    queue.pollFailed();
    queue.polled(records(8, 9), 0);
    assertRejoins(8);
    assertThat(begun).containsExactly(4L);
  }

  @Test
  void aPollThatFailedBeforeTheTaskIsReadyIsNotPassedOver() {
    queue.pollFailed();
    queue.polled(records(5, 6, 7), 0);
    ready(DecidedOffset.NONE);
    queue.polled(records(8, 9), 0);
    assertRejoins(8);
    assertThat(begun).isEmpty();
  }

  @Test
  void recordsThatWereLostBeforeThePartitionIsOpenedAreLookedFor() {
    queue.polled(records(100, 120), 0);
    queue.positionLost();
    ready(DecidedOffset.NONE);
    queue.polled(records(150), 2);
    queue.positionLost();
    queue.polled(records(170), 3);
    queue.next(record(100));
    assertThat(checked)
        .containsExactly(
            new PollCheck.Poll(121, 150, 2, true), new PollCheck.Poll(151, 170, 3, true));
    assertThat(begun).containsExactly(100L, 120L, 150L, 170L);
  }

  @Test
  void aLossBeforeThePartitionIsOpenedMayStopTheTask() {
    queue.polled(records(100, 120), 0);
    queue.positionLost();
    queue.polled(records(150), 0);
    ready(DecidedOffset.NONE);
    found = Optional.of(new IllegalStateException("records are lost"));
    assertThatThrownBy(() -> queue.next(record(100))).isSameAs(found.get());
    assertThatThrownBy(() -> queue.decidedOffsetAfterCommitOf(101)).isSameAs(found.get());
    assertThat(begun).isEmpty();
  }

  /** The consumer goes back, before it polls, to where the log of a new leader differs. */
  @Test
  void noOffsetIsCommittedBelowARecordThatIsProcessed() {
    ready(DecidedOffset.NONE);
    queue.next(record(4));
    assertThat(queue.decidedOffsetAfterCommitOf(5)).isPresent();
    assertThatThrownBy(() -> queue.decidedOffsetAfterCommitOf(4))
        .isInstanceOf(RejoinGroupException.class)
        .hasMessageContaining("4 is to be committed, but the record at 4 is processed");
  }

  /** The check at the opening has looked for the records below the first one. */
  @Test
  void whatWasLostBelowTheFirstRecordIsNotLookedForAgain() {
    queue.positionLost();
    queue.polled(records(150), 0);
    ready(new DecidedOffset(150));
    queue.next(record(150));
    assertThat(checked).isEmpty();
  }

  @Test
  void recordsThatWereDecidedAreNotLost() {
    queue.polled(records(100, 120), 0);
    queue.positionLost();
    queue.polled(records(150), 0);
    ready(new DecidedOffset(200));
    queue.next(record(100));
    queue.positionLost();
    queue.polled(records(180), 0);
    queue.positionLost();
    queue.polled(records(230), 0);
    found = Optional.of(new IllegalStateException("the log is rewound"));
    queue.positionLost();
    queue.polled(records(225), 0);
    assertThat(checked)
        .containsExactly(
            new PollCheck.Poll(150, 150, 0, true),
            new PollCheck.Poll(180, 180, 0, true),
            new PollCheck.Poll(200, 230, 0, true),
            new PollCheck.Poll(231, 225, 0, true));
  }

  @Test
  void aPositionThatWasLostBeforeThePartitionIsOpenedIsNotForgottenAtACommit() {
    queue.polled(records(100), 0);
    queue.positionLost();
    ready(DecidedOffset.NONE);
    assertThat(queue.decidedOffsetAfterCommitOf(150)).isEmpty();
    queue.next(record(100));
    queue.decidedOffsetAfterCommitOf(150);
    assertThat(checked).containsExactly(new PollCheck.Poll(101, 150, UNKNOWN, true));
  }

  private void assertRejoins(long offset) {
    assertThatThrownBy(() -> queue.next(record(offset))).isInstanceOf(RejoinGroupException.class);
    assertThatThrownBy(() -> queue.decidedOffsetAfterCommitOf(offset))
        .isInstanceOf(RejoinGroupException.class);
  }

  private void ready(DecidedOffset decided) {
    LogSource log = new LogSource("topic", 0);
    queue.ready(first ->
        new OpenPartition(log, decided, engine.open(log, first), TestRepeats.none(), poll -> {
          checked.add(poll);
          found.ifPresent(failure -> {
            throw failure;
          });
        }));
  }
}
