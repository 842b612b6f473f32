package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Simulates the log, the processor and other writers for one counter. Sending a command may fail
 * although the command is stored, is stored much later, or never.
 */
final class UnreliableChannel implements CommandChannel {
  static final String COUNTER = "c";
  private static final SendPosition START = new SendPosition(COUNTER, 0, 0, 0, 0);

  private final VirtualTime time;
  private final SplittableRandom random;
  private final Map<String, CompletableFuture<Outcome>> inFlight = new HashMap<>();
  private final List<Outcome> decided = new ArrayList<>();
  private CounterState state = CounterState.ABSENT;
  private long added;
  private boolean unusable;

  UnreliableChannel(VirtualTime time, SplittableRandom random) {
    this.time = time;
    this.random = random;
  }

  /** All outcomes, in log order. */
  List<Outcome> decided() {
    return decided;
  }

  CounterState state() {
    return state;
  }

  /** The sum of what other writers added. */
  long addedByOthers() {
    return added;
  }

  @Override
  public CompletableFuture<Outcome> send(CounterCommand command, Deadline deadline) {
    CompletableFuture<Outcome> result = new CompletableFuture<>();
    if (inFlight.putIfAbsent(command.commandId(), result) != null) {
      throw new IllegalArgumentException("in flight already: " + command);
    }
    switch (random.nextInt(8)) {
      case 0 -> { // stored, perhaps after the failure is reported
        later(30, () -> decide(command));
        later(30, () -> fail(command, result));
      }
      case 1 -> later(10, () -> fail(command, result)); // lost
      default -> later(3, () -> decide(command));
    }
    return result;
  }

  @Override
  public CompletableFuture<Optional<Outcome>> find(
      String commandId, SendPosition from, Deadline deadline) {
    CompletableFuture<Optional<Outcome>> found = new CompletableFuture<>();
    List<Outcome> upToNow = List.copyOf(decided);
    later(20, () -> {
      if (random.nextInt(4) == 0) {
        found.completeExceptionally(
            new OutcomeUnknownException("simulated", commandId, START, false, null));
      } else {
        found.complete(best(commandId, upToNow));
      }
    });
    return found;
  }

  /** Another writer's change; later ones may undo it, so values recur. */
  void disturb(long delta) {
    state = new CounterState(state.value() + delta, state.version() + 1);
    added += delta;
  }

  /** Another writer makes the item unusable, or corrects it. */
  void makeUnusable(boolean now) {
    unusable = now;
  }

  private static Optional<Outcome> best(String commandId, List<Outcome> outcomes) {
    List<Outcome> ours =
        outcomes.stream().filter(each -> each.commandId().equals(commandId)).toList();
    return ours.stream()
        .filter(Outcome.Applied.class::isInstance)
        .findFirst()
        .or(() -> ours.stream().findFirst());
  }

  private void decide(CounterCommand command) {
    Outcome outcome = unusable ? rejection(command) : outcomeOf(command);
    decided.add(outcome);
    later(3, () -> {
      CompletableFuture<Outcome> result = inFlight.remove(command.commandId());
      if (result != null) {
        result.complete(outcome);
      }
    });
  }

  private Outcome outcomeOf(CounterCommand command) {
    boolean holds = command.expected().holdsFor(state)
        && (command.expectedVersion().isEmpty()
            || command.expectedVersion().getAsLong() == state.version());
    return holds ? apply(command) : conflict(command);
  }

  private Outcome apply(CounterCommand command) {
    long previous = state.value();
    boolean check = command.delta() == 0 && command.expected() != Expectation.ABSENT;
    state = new CounterState(previous + command.delta(), state.version() + (check ? 0 : 1));
    return new Outcome.Applied(command, previous, state, Instant.EPOCH);
  }

  private static Outcome rejection(CounterCommand command) {
    return new Outcome.Rejected(
        command.commandId(),
        Optional.of(COUNTER),
        Outcome.Rejected.UNUSABLE,
        "simulated",
        Instant.EPOCH);
  }

  private Outcome conflict(CounterCommand command) {
    return new Outcome.Conflict(command, state, Instant.EPOCH);
  }

  private void fail(CounterCommand command, CompletableFuture<Outcome> result) {
    if (inFlight.remove(command.commandId(), result)) {
      result.completeExceptionally(
          new OutcomeUnknownException("simulated", command.commandId(), START, false, null));
    }
  }

  private void later(int millisMax, Runnable task) {
    time.after(Duration.ofNanos(random.nextLong(millisMax * 1_000_000L)), task);
  }
}
