package io.counterstream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The failures with which an update ends. */
class UpdateEndsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final SendPosition POSITION = new SendPosition("c", 0, 1, 2, 3);

  private final SingleThreadScheduler scheduler = new SingleThreadScheduler();
  private final ConcurrentLinkedQueue<CounterCommand> sent = new ConcurrentLinkedQueue<>();

  /** What a search of the result topics finds; null if it does not end. */
  private volatile Optional<Outcome> found;

  @AfterEach
  void stop() {
    scheduler.close(Duration.ofSeconds(1));
  }

  @Test
  void anUpdateThatAlwaysLosesIsOutOfSync() {
    Throwable failure = failureOf(value -> 1, command -> decided(command, conflict(command)));
    assertThat(failure)
        .isInstanceOf(OutOfSyncException.class)
        .hasMessageContaining("), is 9 (version ");
    assertThat(sent).as("attempts").hasSizeGreaterThan(3);
  }

  @Test
  void aRejectedUpdateIsNotTriedAgain() {
    Throwable failure = failureOf(
        value -> Long.MAX_VALUE,
        command -> command.delta() == 0
            ? decided(command, check(command))
            : decided(
                command,
                new Outcome.Rejected(
                    command.commandId(),
                    Optional.of("c"),
                    "overflow",
                    "too much",
                    Optional.of(new CounterState(5, 5)),
                    Optional.empty(),
                    Instant.EPOCH)));
    assertThat(failure)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("rejected (overflow): too much");
    assertThat(sent).hasSize(2);
  }

  @Test
  void anUpdateOfAnUnusableItemIsNotTriedAgain() {
    Throwable failure =
        failureOf(value -> 1, command -> decided(command, rejected(command, "unusable")));
    assertThat(failure)
        .isInstanceOf(RejectedException.class)
        .hasMessageContaining("rejected (unusable)");
    assertThat(sent).as("the check").hasSize(1);
  }

  @Test
  void aRejectionOfAnAttemptInDoubtIsUnknownIfALaterRecordMayApply() {
    found = Optional.empty();
    assertThat(failureOf(value -> 1, this::firstInDoubtThenUnusable))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("rejected (unusable)")
        .hasCauseInstanceOf(RejectedException.class);
    assertThat(sent).as("the check, and the attempt twice").hasSize(3);
  }

  @Test
  void aRejectionOfAnAttemptInDoubtDoesNotHideThatItApplied() {
    found = Optional.of(applied());
    assertThat(updates(this::firstInDoubtThenUnusable)
            .add("c", value -> 1, Deadline.in(PATIENCE))
            .join())
        .isEqualTo(applied());
  }

  private CompletableFuture<Outcome> firstInDoubtThenUnusable(CounterCommand command) {
    if (command.delta() == 0) {
      return decided(command, check(command));
    }
    return sent.size() == 2
        ? CompletableFuture.failedFuture(
            new OutcomeUnknownException("late", command.commandId(), POSITION, true, null))
        : decided(command, rejected(command, "unusable"));
  }

  private static Outcome.Applied applied() {
    return new Outcome.Applied(
        new CounterCommand("id-1", "c", 1, Expectation.exactly(5), OptionalLong.of(5)),
        5,
        new CounterState(6, 6),
        Instant.EPOCH);
  }

  private static Outcome rejected(CounterCommand command, String reason) {
    return new Outcome.Rejected(
        command.commandId(), Optional.of("c"), reason, "why", Instant.EPOCH);
  }

  @Test
  void withoutAnyOutcomeItIsUnknownFromTheFirstPositionOn() {
    Throwable failure = failureOf(
        value -> 1,
        command -> command.delta() == 0
            ? decided(command, check(command))
            : CompletableFuture.failedFuture(new OutcomeUnknownException(
                "none came", command.commandId(), POSITION, false, null)));
    assertThat(failure).isInstanceOf(OutcomeUnknownException.class);
    OutcomeUnknownException unknown = (OutcomeUnknownException) failure;
    assertThat(unknown.position()).isEqualTo(POSITION);
    assertThat(sent.stream().map(CounterCommand::commandId).distinct())
        .as("the check, and one command that was sent again as it was")
        .hasSize(2);
    assertThat(sent.stream().skip(1).distinct()).hasSize(1);
    assertThat(sent).hasSizeGreaterThan(2);
  }

  @Test
  void anExceptionOfTheFunctionFailsTheUpdate() {
    assertThat(failureOf(
            value -> Math.floorDiv(1, value - 5), command -> decided(command, check(command))))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void anErrorOfTheFunctionFailsTheUpdateAndNoLaterOne() {
    UpdateQueues updates = updates(
        command -> decided(command, command.delta() == 0 ? check(command) : applied(command)));
    CompletableFuture<Outcome.Applied> broken = updates.add(
        "c",
        value -> {
          throw new AssertionError("not thought of");
        },
        Deadline.in(PATIENCE));
    assertThat(catchThrowable(broken::join)).hasRootCauseMessage("not thought of");
    assertThat(updates.add("c", value -> 1, Deadline.in(PATIENCE)).join().value())
        .isEqualTo(6);
  }

  @Test
  void closingEndsAnUpdateThatWaitsToBeSentAgain() throws Exception {
    UpdateQueues updates = updates(command -> command.delta() == 0
        ? decided(command, check(command))
        : CompletableFuture.failedFuture(
            new OutcomeUnknownException("late", command.commandId(), POSITION, true, null)));
    CompletableFuture<Outcome.Applied> update =
        updates.add("c", value -> 1, Deadline.in(Duration.ofDays(1)));
    while (sent.size() < 3) {
      Thread.onSpinWait();
    }
    updates.close();
    assertThat(catchThrowable(() -> update.get(1, TimeUnit.MINUTES)))
        .hasCauseInstanceOf(OutcomeUnknownException.class)
        .hasRootCauseMessage("the client was closed");
  }

  @Test
  void aMissingRightEndsTheUpdateAtOnce() {
    RuntimeException refusal = new TopicAuthorizationException(Set.of("counter-applied"));
    assertThat(failureOf(
            value -> 1,
            command -> command.delta() == 0
                ? decided(command, check(command))
                : CompletableFuture.failedFuture(new OutcomeUnknownException(
                    "refused", command.commandId(), POSITION, true, refusal))))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasRootCause(refusal);
    assertThat(sent).as("the check and one attempt").hasSize(2);
  }

  @Test
  void aMissingRightToReadTheCounterEndsTheUpdateAtOnce() {
    RuntimeException refusal = new TopicAuthorizationException(Set.of("counter-applied"));
    assertThat(failureOf(
            value -> 1,
            command -> CompletableFuture.failedFuture(
                new NotSentException("refused", command.commandId(), "c", refusal))))
        .isInstanceOf(NotSentException.class)
        .hasMessage("update of counter c was not sent: the counter could not be read: "
            + refusal.getMessage())
        .hasRootCause(refusal);
    assertThat(sent).as("the check").hasSize(1);
  }

  @Test
  void ifTheCounterCanNotBeReadNothingWasSent() {
    Throwable failure = failureOf(value -> 1, command -> new CompletableFuture<>());
    assertThat(failure)
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("its turn did not come within 2s");
    assertThat(((NotSentException) failure).commandId()).isEmpty();
  }

  @Test
  void anInvalidNameIsRefusedAtOnce() {
    assertThatThrownBy(() -> updates(command -> new CompletableFuture<>())
            .add("", value -> 1, Deadline.in(PATIENCE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Throwable failureOf(
      LongUnaryOperator delta, Function<CounterCommand, CompletableFuture<Outcome>> channel) {
    CompletableFuture<Outcome.Applied> result =
        updates(channel).add("c", delta, Deadline.in(PATIENCE));
    Throwable thrown = catchThrowable(result::join);
    assertThat(thrown).isInstanceOf(CompletionException.class);
    return thrown.getCause();
  }

  private UpdateQueues updates(Function<CounterCommand, CompletableFuture<Outcome>> channel) {
    CommandChannel simulated = new CommandChannel() {
      @Override
      public CompletableFuture<Outcome> send(CounterCommand command, Deadline deadline) {
        sent.add(command);
        return channel.apply(command);
      }

      @Override
      public CompletableFuture<Optional<Outcome>> find(
          String commandId, SendPosition from, Deadline deadline) {
        return found == null ? new CompletableFuture<>() : CompletableFuture.completedFuture(found);
      }
    };
    int[] made = {0};
    return new UpdateQueues(
        simulated, scheduler, () -> "id-" + made[0]++, PATIENCE, new SplittableRandom(1));
  }

  private CompletableFuture<Outcome> decided(CounterCommand command, Outcome outcome) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    scheduler.execute(() -> result.complete(outcome));
    return result;
  }

  private static Outcome check(CounterCommand command) {
    return new Outcome.Applied(
        new CounterCommand(
            command.commandId(), "c", 0, command.expected(), command.expectedVersion()),
        5,
        new CounterState(5, 5),
        Instant.EPOCH);
  }

  private static Outcome applied(CounterCommand command) {
    return new Outcome.Applied(
        new CounterCommand(
            command.commandId(), "c", 1, command.expected(), command.expectedVersion()),
        5,
        new CounterState(6, 6),
        Instant.EPOCH);
  }

  private static Outcome conflict(CounterCommand command) {
    return command.delta() == 0
        ? check(command)
        : new Outcome.Conflict(
            command, new CounterState(9, command.expectedVersion().getAsLong() + 1), Instant.EPOCH);
  }
}
