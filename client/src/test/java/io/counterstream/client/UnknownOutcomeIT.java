package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is known of a command whose outcome did not arrive, and how to find the outcome. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownOutcomeIT {
  private static final Duration SHORT = Duration.ofSeconds(1);

  /** Long enough for a command to be stored. */
  private static final Duration LONGER = Duration.ofSeconds(5);

  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Deployment deployment = TestProcessors.deploy(4);
  private Counters counters;
  private Counters others;

  @BeforeEach
  void connect() {
    counters = TestClients.connect(deployment);
    others = TestClients.connect(deployment);
  }

  @AfterEach
  void close() {
    counters.close(Duration.ZERO);
    others.close(Duration.ZERO);
  }

  @Test
  void anUndecidedCommandHasAnUnknownOutcomeUntilAProcessorDecidesIt() {
    CounterCommand command = command(counters, "undecided", Expectation.ABSENT);
    OutcomeUnknownException unknown = unknown(counters.send(command, LONGER).toCompletableFuture());
    assertThat(unknown.commandId()).isEqualTo(command.commandId());
    assertThat(unknown.isStored()).isTrue();
    assertThat(unknown)
        .hasMessageContaining("no outcome of command " + command.commandId()
            + " on counter undecided: none came within 5s; it is in the log (partition ")
        .hasMessageContaining("counters.outcome(commandId, position)");
    OutcomeUnknownException still = unknown(
        counters.outcome(unknown.commandId(), unknown.position(), SHORT).toCompletableFuture());
    assertThat(still.commandId()).isEqualTo(command.commandId());
    assertThat(still)
        .hasMessageContaining("is still not known")
        .hasMessageContaining("-applied from offset ");
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      Optional<Outcome> found = others
          .outcome(unknown.commandId(), unknown.position())
          .toCompletableFuture()
          .join();
      assertThat(found).get().isInstanceOf(Outcome.Applied.class);
    }
  }

  @Test
  void aSearchThatBreaksFailsWithItsCause() {
    BreakingInterceptor.breaking = false;
    ClientConfig config = TestClients.config(deployment)
        .withKafka("interceptor.classes", BreakingInterceptor.class.getName());
    try (CounterProcessor processor = TestProcessors.start(deployment);
        Counters losing = over(new Losing(true));
        Counters breaking = Counters.connect(config)) {
      OutcomeUnknownException unknown =
          unknown(losing.send(command(losing, "breaks", Expectation.ANY)).toCompletableFuture());
      assertThat(others
              .outcome(unknown.commandId(), unknown.position())
              .toCompletableFuture()
              .join())
          .isPresent();
      BreakingInterceptor.breaking = true;
      assertThat(unknown(
              breaking.outcome(unknown.commandId(), unknown.position()).toCompletableFuture()))
          .hasMessageContaining(
              "the result topics can't be read: NoClassDefFoundError: org/example")
          .hasMessageContaining("look for it in partition " + unknown.position().partition())
          .hasRootCauseInstanceOf(NoClassDefFoundError.class);
    } finally {
      BreakingInterceptor.breaking = false;
    }
  }

  @Test
  void aCommandThatIsNotInTheLogHasNoOutcome() {
    try (CounterProcessor processor = TestProcessors.start(deployment);
        Counters losing = over(new Losing(false))) {
      OutcomeUnknownException unknown =
          unknown(losing.send(command(losing, "lost", Expectation.ANY)).toCompletableFuture());
      assertThat(unknown.isStored()).isFalse();
      assertThat(unknown).hasMessageContaining("it may be in the log or not");
      assertThat(counters
              .outcome(unknown.commandId(), unknown.position())
              .toCompletableFuture()
              .join())
          .isEmpty();
    }
  }

  @Test
  void anAppliedCommandThatWasSentAgainIsFoundAsApplied() {
    try (Counters losing = over(new Losing(true))) {
      CounterCommand command = command(losing, "twice", Expectation.ABSENT);
      // No processor runs yet: the outcome could arrive before the failure is reported.
      OutcomeUnknownException unknown = unknown(losing.send(command).toCompletableFuture());
      assertThat(unknown).hasMessageContaining("delivery failed");
      SendPosition position = unknown.position();
      try (CounterProcessor processor = TestProcessors.start(deployment)) {
        Outcome second = counters.send(command).toCompletableFuture().join();
        assertThat(second.commandId()).isEqualTo(command.commandId());
        assertThat(counters
                .outcome(command.commandId(), position)
                .toCompletableFuture()
                .join())
            .get()
            .isInstanceOf(Outcome.Applied.class);
      }
    }
  }

  @Test
  void afterAnUnknownOutcomeACounterAppliesAtMostOneOfTheTwo() {
    Losing producer = new Losing(true);
    try (Counters losing = over(producer)) {
      producer.losing = false;
      Counter counter;
      try (CounterProcessor processor = TestProcessors.start(deployment)) {
        counter = losing.counter("careful", 5);
      }
      producer.losing = true;
      assertThat(catchThrowableOfType(OutcomeUnknownException.class, counter::increment))
          .hasMessageContaining("delivery failed");
      assertThat(counter.longValue()).isEqualTo(5);
      producer.losing = false;
      try (CounterProcessor processor = TestProcessors.start(deployment)) {
        assertThat(catchThrowableOfType(OutOfSyncException.class, counter::increment))
            .isNotNull();
        assertThat(counter.increment()).isEqualTo(7);
      }
    }
  }

  @Test
  void closingFailsCommandsThatAreStillInFlight() throws InterruptedException {
    CountDownLatch sending = new CountDownLatch(1);
    Counters closing = over(producer -> new SwitchedProducer(producer, producer, () -> {
      sending.countDown();
      return false;
    }));
    CompletableFuture<Outcome> sent =
        closing.send(command(closing, "closing", Expectation.ANY)).toCompletableFuture();
    CompletableFuture<Outcome.Applied> update =
        closing.update("closing", value -> 1).toCompletableFuture();
    assertThat(sending.await(1, TimeUnit.MINUTES)).isTrue();
    closing.close(SHORT);
    assertThat(unknown(sent)).hasMessageContaining("the client was closed");
    assertThat(catchThrowableOfType(CompletionException.class, update::join))
        .hasCauseInstanceOf(NotSentException.class);
  }

  private Counters over(Losing producer) {
    return over(producer::wrap);
  }

  private Counters over(UnaryOperator<CommandProducer> wrapper) {
    return Counters.over(
        TestClients.config(deployment),
        Connection.open(TestClients.config(deployment), wrapper, IDLE));
  }

  private static CounterCommand command(Counters counters, String counter, Expectation expected) {
    return new CounterCommand(counters.newCommandId(), counter, 1, expected);
  }

  private static OutcomeUnknownException unknown(CompletableFuture<?> stage) {
    Throwable cause =
        catchThrowableOfType(CompletionException.class, stage::join).getCause();
    assertThat(cause).isInstanceOf(OutcomeUnknownException.class);
    return (OutcomeUnknownException) cause;
  }

  /** Loses acknowledgements; unless it is storing, also the commands. */
  private static final class Losing {
    private final boolean storing;
    private volatile boolean losing = true;

    Losing(boolean storing) {
      this.storing = storing;
    }

    CommandProducer wrap(CommandProducer producer) {
      LossyProducer lossy = new LossyProducer(producer, 1, storing ? 0 : 100, storing ? 100 : 0);
      return new SwitchedProducer(producer, lossy, () -> losing);
    }
  }
}
