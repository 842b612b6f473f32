package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.GroupListing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Commands and outcomes, asynchronously, through real servers and the real processor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountersIT {
  private Deployment deployment;
  private CounterProcessor processor;
  private Counters counters;

  @BeforeAll
  void start() {
    deployment = TestProcessors.deploy(4);
    processor = TestProcessors.start(deployment);
    counters = TestClients.connect(deployment);
  }

  @AfterAll
  void stop() {
    counters.close();
    processor.close();
  }

  @Test
  void eachOfThousandsInFlightGetsItsOwnOutcome() {
    List<CompletableFuture<Outcome>> stages = IntStream.range(0, 5_000)
        .parallel()
        .mapToObj(i ->
            counters.send(command("many-" + i % 40, i + 1, Expectation.ANY)).toCompletableFuture())
        .toList();
    for (int i = 0; i < stages.size(); i++) {
      Outcome.Applied applied = (Outcome.Applied) stages.get(i).join();
      assertThat(applied.delta()).isEqualTo(i + 1);
      assertThat(applied.counter()).isEqualTo("many-" + i % 40);
    }
  }

  @Test
  void commandsOfOneCounterAreSentInTheOrderOfTheCalls() {
    List<CompletableFuture<Outcome>> stages = new ArrayList<>();
    try (Counters fresh = TestClients.connect(deployment)) {
      for (int i = 0; i < 300; i++) {
        stages.add(
            fresh.send(command("in-order", 1, Expectation.exactly(i))).toCompletableFuture());
      }
    }
    assertThat(stages)
        .extracting(CompletableFuture::join)
        .allSatisfy(outcome -> assertThat(outcome.type()).isEqualTo(Outcome.Type.APPLIED));
  }

  @Test
  void anOutcomeThatArrivesBeforeSendReturnsIsNotMissed() {
    Counter watched = counters.counter("quick", 0);
    // When a later command is decided, the outcome of the one before it is committed.
    Connection connection = Connection.open(
        TestClients.config(deployment),
        producer -> new SlowProducer(producer, watched::refresh),
        Duration.ofMinutes(1));
    try (Counters slow = Counters.over(TestClients.config(deployment), connection)) {
      CompletableFuture<Outcome> sent = slow.send(
              command("quick", 1, Expectation.ANY), Duration.ofSeconds(60))
          .toCompletableFuture();
      assertThat(sent.join().type()).isEqualTo(Outcome.Type.APPLIED);
    }
  }

  @Test
  void conflictsAndRejectionsAreValues() {
    assertThat(join(counters.send(command("values", 3, Expectation.ABSENT))).type())
        .isEqualTo(Outcome.Type.APPLIED);
    assertThat(join(counters.send(command("values", 3, Expectation.ABSENT))))
        .isInstanceOfSatisfying(
            Outcome.Conflict.class, conflict -> assertThat(conflict.value()).isEqualTo(3));
    assertThat(join(counters.send(command("values", Long.MAX_VALUE, Expectation.ANY))))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(Outcome.Rejected.OVERFLOW));
  }

  @Test
  void addingEndsAtTheBounds() {
    List<CompletableFuture<Outcome.Applied>> stages = IntStream.range(0, 30)
        .mapToObj(i -> counters.add("seats", 1, Bounds.atMost(20)).toCompletableFuture())
        .toList();
    List<Throwable> refused = stages.stream()
        .filter(stage -> stage.handle((applied, failure) -> failure != null).join())
        .map(stage -> catchThrowable(stage::join).getCause())
        .toList();
    assertThat(refused)
        .hasSize(10)
        .allSatisfy(failure -> assertThat(failure)
            .isInstanceOf(BoundsException.class)
            .hasMessage(
                "counter seats is 20 (version 20): adding 1 would leave the bounds, at most 20;"
                    + " nothing changed"));
    Counter seats = counters.counter("seats", 0);
    assertThat(seats.add(-20, Bounds.between(0, 20))).isZero();
    assertThatThrownBy(() -> seats.add(-1, Bounds.between(0, 20)))
        .isInstanceOfSatisfying(BoundsException.class, bounds -> {
          assertThat(bounds.counter()).isEqualTo("seats");
          assertThat(bounds.delta()).isEqualTo(-1);
          assertThat(bounds.currentValue()).isZero();
          assertThat(bounds.currentVersion()).isEqualTo(21);
        })
        .hasMessageContaining("at least 0 and at most 20");
    assertThat(seats.add(5, Bounds.between(0, 20)))
        .as("the object is still in sync")
        .isEqualTo(5);
    counters.add("seats", 1, Bounds.NONE).toCompletableFuture().join();
    assertThatThrownBy(() -> seats.add(-20, Bounds.atLeast(0)))
        .as("the expectation is judged first")
        .isInstanceOf(OutOfSyncException.class);
  }

  @Test
  void updatesCreateTheCounterAndSeeTheValueBeforeThem() {
    List<CompletableFuture<Outcome.Applied>> stages = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      stages.add(counters.update("doubled", value -> value == 0 ? 1 : value).toCompletableFuture());
    }
    assertThat(stages)
        .extracting(stage -> stage.join().value())
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L);
    Outcome.Applied unchanged =
        counters.update("doubled", value -> 0).toCompletableFuture().join();
    assertThat(unchanged.version()).isEqualTo(10);
  }

  @Test
  void aCommandThatIsSentAgainAppliesOnceAndHasTheOutcomeOfTheFirst() {
    CounterCommand once = command("again", 5, Expectation.ANY);
    Outcome first = counters.send(once).toCompletableFuture().join();
    assertThat(counters.send(once).toCompletableFuture().join()).isEqualTo(first);
    try (Counters other = TestClients.connect(deployment)) {
      assertThat(other.send(once).toCompletableFuture().join()).isEqualTo(first);
      CounterCommand reused =
          new CounterCommand(once.commandId(), once.counter(), 6, Expectation.ANY);
      Outcome rejected = other.send(reused).toCompletableFuture().join();
      assertThat(((Outcome.Rejected) rejected).reason()).isEqualTo(Outcome.Rejected.ID_REUSED);
      assertThat(((Outcome.Rejected) rejected).message()).contains("delta differs");
    }
    assertThat(counters.counter("again", 0).longValue()).isEqualTo(5);
  }

  @Test
  void twoCommandsInFlightMustNotHaveOneId() {
    CounterCommand command = command("twice", 1, Expectation.ANY);
    CompletableFuture<Outcome> first = counters.send(command).toCompletableFuture();
    assertThatThrownBy(() -> counters.send(command))
        .hasMessage("command " + command.commandId()
            + " is in flight already: give every command an id of its own");
    first.join();
  }

  @Test
  void aContinuationMustNotWaitForAnotherOutcome() {
    Counter counter = counters.counter("continued", 0);
    // If the stage is complete before the continuation is attached, that runs on this thread.
    CompletableFuture<Throwable> thrown = counters
        .send(command("continued", 0, Expectation.ANY))
        .thenCompose(outcome -> counters.send(command("continued", 0, Expectation.ANY)))
        .thenApply(outcome -> Thread.currentThread().getName().equals("counterstream-client")
            ? catchThrowable(counter::increment)
            : new IllegalStateException("thenApplyAsync"))
        .toCompletableFuture();
    assertThat(thrown.join())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("thenApplyAsync");
    assertThat(counter.increment()).isEqualTo(1);
  }

  @Test
  void readsOnlyPartitionsWithCommands() {
    Connection connection = Connection.open(
        TestClients.config(deployment), UnaryOperator.identity(), Duration.ofSeconds(2));
    try (Counters some = Counters.over(TestClients.config(deployment), connection)) {
      assertThat(connection.poller().partitions()).isEmpty();
      Counter counter = some.counter("in-use", 0);
      assertThat(connection.poller().partitions()).hasSize(1);
      Waiting.await().until(() -> connection.poller().partitions().isEmpty());
      assertThat(counter.increment()).isEqualTo(1);
    }
  }

  @Test
  void createsNoConsumerGroup() throws Exception {
    counters.counter("no-group", 0);
    try (KafkaClient kafka = deployment.kafka()) {
      assertThat(kafka.admin().listGroups().all().get())
          .extracting(GroupListing::groupId)
          .allMatch(group -> group.startsWith("t-"));
    }
  }

  @Test
  void closingWaitsForCommandsInFlightAndThenAcceptsNone() {
    Counters closing = TestClients.connect(deployment);
    List<CompletableFuture<Outcome.Applied>> stages = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      stages.add(closing.update("closing", value -> 1).toCompletableFuture());
    }
    closing.close();
    assertThat(stages).allMatch(stage -> stage.isDone() && !stage.isCompletedExceptionally());
    assertThatThrownBy(() -> closing.send(command("closing", 1, Expectation.ANY)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this client was closed: connect another one");
    closing.close();
  }

  private CounterCommand command(String counter, long delta, Expectation expected) {
    return new CounterCommand(counters.newCommandId(), counter, delta, expected);
  }

  private static Outcome join(CompletionStage<Outcome> stage) {
    return stage.toCompletableFuture().join();
  }
}
