package io.counterstream.processor.engine;

import static io.counterstream.processor.engine.EngineFixture.assertPending;
import static io.counterstream.processor.engine.EngineFixture.completed;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.Limits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counters whose journal is full, and the commits that they wait for. */
class FullJournalTest {
  private EngineFixture fixture;
  private ManualTable table;

  @AfterEach
  void close() {
    fixture.close();
  }

  private List<PendingOutcome> submit(Limits limits, int commands) {
    fixture = new EngineFixture(1, 10, limits);
    table = fixture.table;
    List<PendingOutcome> outcomes = fixture.submitIrregular(commands);
    fixture.partition.start();
    table.respondToAll();
    table.takeLog();
    return outcomes;
  }

  @Test
  void waitsForACommit() {
    List<PendingOutcome> outcomes = submit(new Limits(1, 128), 60);
    long decided = completed(outcomes);
    assertThat(decided).isBetween(5L, 59L);
    assertThat(fixture.events).last().isEqualTo("journal full");
    assertThat(fixture.partition.wantsCommit(fixture.nextOffset())).isTrue();
    fixture.partition.committed(fixture.nextOffset());
    table.respondToAll();
    assertThat(completed(outcomes)).isGreaterThan(decided + 1);
  }

  @Test
  void doesNotBlockTheCommandThatTheStreamWaitsFor() {
    List<PendingOutcome> outcomes = submit(new Limits(1, 128), 60);
    int decided = (int) completed(outcomes);
    PendingOutcome next = outcomes.get(decided);
    assertPending(next);
    table.respondToAll();
    assertThat(next.isDone()).isTrue();
    assertThat(outcomes.get(decided + 1).isDone()).as("the command after it").isFalse();
  }

  @Test
  void takesManyCommandsPerPutWhenTheStreamCannotCommit() {
    List<PendingOutcome> outcomes = submit(new Limits(1000, 256), 150);
    assertThat(outcomes.get(149).isDone()).isFalse();
    fixture.awaitEach(outcomes);
    assertThat(table.takeLog()).hasSizeBetween(2, 10);
  }

  @Test
  void takesOneCommandPerPutBeyondFourTimesTheLimit() {
    List<PendingOutcome> outcomes = submit(new Limits(1000, 128), 500);
    // An entry has at least two bytes, so 256 of them are four times the limit.
    fixture.awaitEach(outcomes.subList(0, 400));
    table.takeLog();
    fixture.awaitEach(outcomes);
    assertThat(table.takeLog()).hasSize(100);
  }

  @Test
  void wantsACommitOfTheCommandsThatAHalfFullJournalHolds() {
    submit(new Limits(1, 128), 5);
    long last = fixture.nextOffset() - 1;
    assertThat(fixture.partition.wantsCommit(0)).as("before they are processed").isFalse();
    assertThat(fixture.partition.wantsCommit(last))
        .as("when they are processed")
        .isTrue();
    fixture.partition.committed(last + 1);
    assertThat(fixture.partition.wantsCommit(last))
        .as("when they are committed")
        .isFalse();
  }
}
