package io.counterstream.processor.engine;

import static io.counterstream.processor.engine.EngineFixture.LOG;
import static io.counterstream.processor.engine.EngineFixture.applied;
import static io.counterstream.processor.engine.EngineFixture.assertPending;
import static io.counterstream.processor.engine.EngineFixture.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.counterstream.core.Limits;
import io.counterstream.core.LogSource;
import io.counterstream.core.table.UnreadableItemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commands from submission to outcome: batches, concurrency, failures, stale owners and close. */
class PartitionEngineTest {
  private static final LogSource OTHER_LOG = new LogSource("topic", 1);

  /** More than one counter takes that has one command, and less than two take. */
  private static final long TWO_COUNTERS_BYTES = 900;

  private EngineFixture fixture = EngineFixture.sequential();
  private ManualTable table = fixture.table;

  @AfterEach
  void close() {
    fixture.close();
  }

  private void open(int requestsInFlightMax, long cacheBytesMax) {
    fixture.close();
    fixture = new EngineFixture(requestsInFlightMax, cacheBytesMax, Limits.DEFAULT);
    table = fixture.table;
  }

  private List<PendingOutcome> submitAndStart(String... counters) {
    List<PendingOutcome> outcomes = new ArrayList<>();
    for (String counter : counters) {
      outcomes.add(fixture.submit(counter));
    }
    fixture.partition.start();
    return outcomes;
  }

  @Test
  void waitingCommandsOfACounterAreOneBatch() throws Exception {
    List<PendingOutcome> outcomes = submitAndStart("a", "a", "a");
    table.respondToAll();
    assertThat(table.takeLog()).containsExactly("update a", "put a 3");
    assertThat(applied(outcomes.get(0))).isEqualTo(1);
    assertThat(applied(outcomes.get(1))).isEqualTo(2);
    assertThat(applied(outcomes.get(2))).isEqualTo(3);
    assertThat(fixture.events).containsExactly("refused", "accepted 3");
  }

  @Test
  void requestsOfDifferentCountersOverlapUpToTheBound() {
    open(3, 10_000);
    submitAndStart("a", "b", "c", "d", "e");
    assertThat(table.inFlight()).isEqualTo(3);
    table.respond();
    assertThat(table.inFlight()).isEqualTo(3);
  }

  @Test
  void aCounterHasOneRequestInFlight() {
    open(3, 10_000);
    submitAndStart("a");
    submitAndStart("a");
    assertThat(table.takeLog()).containsExactly("update a");
  }

  @Test
  void theOldestCommandGoesFirstWhenThereIsNoRoom() {
    submitAndStart("a", "b", "c");
    table.respondToAll();
    assertThat(table.takeLog())
        .containsExactly("update a", "put a 1", "update b", "put b 1", "update c", "put c 1");
  }

  @Test
  void partitionsTakeTurnsWhenThereIsNoRoom() {
    PartitionEngine other = fixture.engine.open(OTHER_LOG, 0);
    submitAndStart("a", "b", "c");
    fixture.submit(other, "x");
    fixture.submit(other, "y");
    other.start();
    table.respondToAll();
    assertThat(table.takeLog().stream().filter(request -> request.startsWith("put")))
        .containsExactly("put a 1", "put x 1", "put b 1", "put y 1", "put c 1");
  }

  @Test
  void aLostResponseIsNoConflictAndNotAppliedTwice() throws Exception {
    PendingOutcome outcome = submitAndStart("a").get(0);
    table.respond();
    table.loseResponse();
    await().until(() -> table.inFlight() == 1);
    table.respond();
    assertThat(applied(outcome)).isEqualTo(1);
    assertThat(table.takeLog()).containsExactly("update a", "put a 1", "put a 1");
    assertThat(fixture.events).containsExactly("refused", "failed", "refused");
  }

  @Test
  void anAcceptedBlindUpdateCountsAllItsCommands() throws Exception {
    List<PendingOutcome> outcomes = submitAndStart("a");
    table.accept(recorded("a", LOG, 0, 0));
    assertThat(applied(outcomes.get(0))).isEqualTo(6);
    assertThat(fixture.events).containsExactly("accepted 1");
  }

  @Test
  void aCommandThatAnotherOwnerDecidedIsStaleAndLaterOnesAreNot() throws Exception {
    table.given(recorded("a", LOG, 1, 1));
    List<PendingOutcome> outcomes = submitAndStart("a", "a", "a");
    table.respondToAll();
    assertThatThrownBy(() -> outcomes.get(0).await(EngineFixture.JVM, Duration.ZERO))
        .isInstanceOf(StaleOwnerException.class)
        .hasMessage("command at offset 0 of log topic/0 for counter a was decided before"
            + " (its item records offsets up to 1) and its outcome committed");
    assertThat(applied(outcomes.get(1))).isEqualTo(6);
    assertThat(applied(outcomes.get(2))).isEqualTo(7);
  }

  @Test
  void theProgressOfAnotherLogMakesNoCommandStale() throws Exception {
    table.given(recorded("a", OTHER_LOG, 9, 9));
    PendingOutcome outcome = submitAndStart("a").get(0);
    table.respondToAll();
    assertThat(applied(outcome)).isEqualTo(7);
  }

  @Test
  void anUnreadableItemFailsTheCommandsOfItsCounterOnly() throws Exception {
    List<PendingOutcome> outcomes = submitAndStart("a", "b", "a");
    table.fail(new UnreadableItemException("c", "no counter"));
    table.respondToAll();
    for (int i : new int[] {0, 2}) {
      assertThatThrownBy(() -> outcomes.get(i).await(EngineFixture.JVM, Duration.ZERO))
          .isInstanceOf(UnreadableItemException.class);
    }
    assertThat(applied(outcomes.get(1))).isEqualTo(1);
    assertThat(table.takeLog()).containsExactly("update a", "update b", "put b 1");
  }

  @Test
  void aLogOutOfOrderIsRefused() {
    fixture.partition.submit(EngineFixture.command(5, "a"));
    assertThatThrownBy(() -> fixture.partition.submit(EngineFixture.command(5, "a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("log topic/0 must be submitted in order, but 5 came after 5");
  }

  @Test
  void countersAreForgottenOnlyWhenTheirCommandsAreCommitted() {
    open(8, TWO_COUNTERS_BYTES);
    for (String counter : List.of("a", "b", "c", "d")) {
      submitAndStart(counter);
      table.respondToAll();
    }
    assertThat(fixture.partition.countersCached()).isEqualTo(4);
    fixture.partition.committed(fixture.nextOffset());
    assertThat(fixture.partition.countersCached()).as("the cache is not full").isEqualTo(1);
    submitAndStart("e", "f");
    assertThat(fixture.partition.countersCached()).as("e and f are in use").isEqualTo(2);
  }

  @Test
  void aClosedPartitionGivesItsPartOfTheCacheBack() {
    open(8, TWO_COUNTERS_BYTES);
    PartitionEngine other = fixture.engine.open(OTHER_LOG, 1000);
    submitAndStart("a", "b");
    fixture.partition.close();
    fixture.partition.close();
    fixture.submit(other, "x");
    fixture.submit(other, "y");
    assertThat(other.countersCached()).isEqualTo(2);
    other.start();
    table.respondToAll();
    fixture.submit(other, "z");
    assertThat(other.countersCached()).as("the cache is full").isEqualTo(2);
  }

  @Test
  void aClosedPartitionSendsNothingAndIgnoresResponses() {
    PendingOutcome outcome = submitAndStart("a").get(0);
    table.respond();
    fixture.partition.close();
    table.respond();
    assertThat(table.takeLog()).containsExactly("update a", "put a 1");
    assertPending(outcome);
  }

  @Test
  void aClosedPartitionLeavesItsRoomToOthers() {
    PartitionEngine other = fixture.engine.open(OTHER_LOG, 0);
    submitAndStart("a", "b");
    fixture.submit(other, "x");
    other.start();
    fixture.partition.close();
    table.respond();
    assertThat(table.takeLog()).containsExactly("update a", "update x");
  }

  @Test
  void aClosedEngineSendsNothing() {
    submitAndStart("a", "b");
    fixture.engine.close();
    table.respondToAll();
    assertThat(table.takeLog()).containsExactly("update a");
  }
}
