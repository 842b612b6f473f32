package io.counterstream.processor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.LoggedCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Order, bounds and repetitions, with a table that answers by hand. */
class PartitionEngineTest {
  private static final Duration NOW = Duration.ZERO;
  private static final LogSource LOG = new LogSource("topic", 0);

  private final ManualTable table = new ManualTable();
  private Engine engine;
  private long offset;

  @AfterEach
  void close() {
    engine.close();
  }

  private PartitionEngine open(int inFlight, int cached, Limits limits) {
    return open(inFlight, cached, limits, new Backoff(Duration.ofNanos(1), Duration.ofMillis(1)));
  }

  private PartitionEngine open(int inFlight, int cached, Limits limits, Backoff backoff) {
    engine = new Engine(
        table,
        new EngineSettings(limits, inFlight, cached, backoff, new DecideOnce()),
        EngineListener.NONE);
    return engine.open(LOG, 0);
  }

  private PendingOutcome submit(PartitionEngine partition, String counter) {
    IncrementCommand command = new IncrementCommand("c" + offset, counter, 1, Expectation.ANY);
    return partition.submit(new LoggedCommand(offset++, Instant.EPOCH, command));
  }

  @Test
  void waitingCommandsOfOneCounterAreBatched() throws Exception {
    PartitionEngine partition = open(8, 10, Limits.DEFAULT);
    List<PendingOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      outcomes.add(submit(partition, "a"));
    }
    partition.start();
    table.answerAll();
    assertThat(table.takeLog()).containsExactly("update a", "put a 5");
    for (int i = 0; i < 5; i++) {
      Outcome.Applied applied = (Outcome.Applied) outcomes.get(i).await(NOW);
      assertThat(applied.value()).isEqualTo(i + 1);
      assertThat(applied.version()).isEqualTo(i + 1);
    }
  }

  @Test
  void requestsOfDifferentCountersOverlapUpToTheBound() {
    PartitionEngine partition = open(3, 10, Limits.DEFAULT);
    for (String counter : List.of("a", "b", "c", "d", "e")) {
      submit(partition, counter);
    }
    partition.start();
    assertThat(table.unanswered()).isEqualTo(3);
    table.answer();
    assertThat(table.unanswered()).isEqualTo(3);
  }

  @Test
  void theOldestCommandGoesFirstWhereThereIsNoRoom() {
    PartitionEngine partition = open(1, 10, Limits.DEFAULT);
    for (String counter : List.of("a", "b", "c")) {
      submit(partition, counter);
    }
    partition.start();
    table.answerAll();
    assertThat(table.takeLog())
        .containsExactly("update a", "put a 1", "update b", "put b 1", "update c", "put c 1");
  }

  @Test
  void requestsThatFailBeforeTheyAreSentAreNotStackedUp() {
    Backoff never = new Backoff(Duration.ofHours(1), Duration.ofHours(1));
    PartitionEngine partition = open(1, 10_000, Limits.DEFAULT, never);
    for (int i = 0; i < 2000; i++) {
      submit(partition, "counter-" + i);
    }
    partition.start();
    table.close();
    table.loseAnswer();
    assertThat(table.deepest()).isBetween(1L, 200L);
  }

  @Test
  void aRequestThatCannotBeMadeGivesItsRoomBackAndFails() {
    PartitionEngine partition = open(1, 10, Limits.DEFAULT);
    table.breakFor("bad");
    submit(partition, "a");
    PendingOutcome bad = submit(partition, "bad");
    submit(partition, "b");
    partition.start();
    table.answerAll();
    table.answerAll();
    assertThat(table.takeLog()).contains("update b");
    assertThatThrownBy(() -> bad.await(NOW)).hasRootCauseInstanceOf(NoClassDefFoundError.class);
  }

  @Test
  void nothingIsSentByAnEngineThatIsClosed() {
    PartitionEngine partition = open(1, 10, Limits.DEFAULT);
    submit(partition, "a");
    submit(partition, "b");
    partition.start();
    engine.close();
    table.answerAll();
    assertThat(table.takeLog()).containsExactly("update a");
  }

  @Test
  void partitionsTakeTurnsWhereThereIsNoRoom() {
    PartitionEngine one = open(1, 10, Limits.DEFAULT);
    PartitionEngine other = engine.open(new LogSource("topic", 1), 0);
    for (String counter : List.of("a", "b", "c")) {
      submit(one, counter);
    }
    one.start();
    submit(other, "x");
    submit(other, "y");
    other.start();
    table.answerAll();
    assertThat(table.takeLog().stream().filter(asked -> asked.startsWith("put")))
        .containsExactly("put a 1", "put x 1", "put b 1", "put y 1", "put c 1");
  }

  @Test
  void aLostAnswerIsNoConflictAndNotDoneTwice() throws Exception {
    PartitionEngine partition = open(1, 10, Limits.DEFAULT);
    PendingOutcome outcome = submit(partition, "a");
    partition.start();
    table.answer();
    table.loseAnswer();
    await().until(() -> table.unanswered() == 1);
    table.answer();
    assertThat(((Outcome.Applied) outcome.await(NOW)).value()).isEqualTo(1);
    assertThat(table.takeLog()).containsExactly("update a", "put a 1", "put a 1");
  }

  @Test
  void aFullJournalWaitsForACommitUnlessTheStreamWaitsForIt() throws Exception {
    PartitionEngine partition = open(1, 10, new Limits(1, 128));
    List<PendingOutcome> outcomes = submitWithoutPattern(partition, 60);
    partition.start();
    table.answerAll();
    long decided = outcomes.stream().filter(PendingOutcome::isDone).count();
    assertThat(decided).isBetween(5L, 59L);
    assertThat(partition.wantsCommit(offset)).isTrue();
    PendingOutcome next = outcomes.get((int) decided);
    assertThatThrownBy(() -> next.await(NOW)).isInstanceOf(TimeoutException.class);
    table.answerAll();
    assertThat(next.isDone()).isTrue();
    partition.committed(offset);
    table.answerAll();
    assertThat(outcomes.stream().filter(PendingOutcome::isDone).count()).isGreaterThan(decided + 1);
  }

  @Test
  void aStreamThatCannotCommitNeedsNoPutForEachCommand() throws Exception {
    PartitionEngine partition = open(1, 10, new Limits(1000, 256));
    List<PendingOutcome> outcomes = submitWithoutPattern(partition, 150);
    partition.start();
    table.answerAll();
    assertThat(outcomes.get(149).isDone()).isFalse();
    table.takeLog();
    awaitEach(outcomes);
    assertThat(table.takeLog()).hasSizeBetween(2, 10);
  }

  @Test
  void commandsAreNotTakenAlongForEver() throws Exception {
    PartitionEngine partition = open(1, 10, new Limits(1000, 128));
    List<PendingOutcome> outcomes = submitWithoutPattern(partition, 500);
    partition.start();
    table.answerAll();
    // At two bytes at least, 256 of them make it four times as large.
    awaitEach(outcomes.subList(0, 400));
    table.takeLog();
    awaitEach(outcomes);
    assertThat(table.takeLog()).hasSize(100);
  }

  /** As the stream does, which never commits. */
  private void awaitEach(List<PendingOutcome> outcomes) throws Exception {
    for (PendingOutcome next : outcomes) {
      if (!next.isDone()) {
        assertThatThrownBy(() -> next.await(NOW)).isInstanceOf(TimeoutException.class);
        table.answerAll();
      }
      next.await(NOW);
    }
  }

  /** Commands at offsets without a pattern, so that nothing collapses in the journal. */
  private List<PendingOutcome> submitWithoutPattern(PartitionEngine partition, int count) {
    List<PendingOutcome> outcomes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      offset += (i * 7919L) % 1000 + 1;
      outcomes.add(submit(partition, "a"));
    }
    return outcomes;
  }

  @Test
  void aJournalThatIsHalfFullAsksForACommitOfWhatItHolds() {
    PartitionEngine partition = open(1, 10, new Limits(1, 128));
    submitWithoutPattern(partition, 5);
    long last = offset - 1;
    partition.start();
    table.answerAll();
    assertThat(partition.wantsCommit(0)).as("before they are processed").isFalse();
    assertThat(partition.wantsCommit(last)).as("when they are processed").isTrue();
    partition.committed(offset);
    assertThat(partition.wantsCommit(last)).as("when they are committed").isFalse();
  }

  @Test
  void countersAreForgottenOnlyWhenTheirCommandsAreCommitted() {
    PartitionEngine partition = open(8, 2, Limits.DEFAULT);
    for (String counter : List.of("a", "b", "c", "d")) {
      submit(partition, counter);
      partition.start();
      table.answerAll();
    }
    assertThat(partition.countersCached()).isEqualTo(4);
    partition.committed(offset);
    submit(partition, "e");
    assertThat(partition.countersCached()).isLessThanOrEqualTo(2);
  }

  @Test
  void aLogOutOfOrderIsRefused() {
    PartitionEngine partition = open(8, 2, Limits.DEFAULT);
    submit(partition, "a");
    offset = 0;
    assertThatThrownBy(() -> submit(partition, "a"))
        .hasMessageContaining("in order, but 0 came after 0");
  }

  @Test
  void aClosedPartitionAsksNothingMore() {
    PartitionEngine partition = open(8, 10, Limits.DEFAULT);
    submit(partition, "a");
    partition.start();
    partition.close();
    table.answerAll();
    assertThat(table.takeLog()).containsExactly("update a");
  }
}
