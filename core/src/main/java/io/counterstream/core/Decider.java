package io.counterstream.core;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** The pure decision function: a command decided against a state always has the same outcome. */
final class Decider {
  private Decider() {}

  /**
   * Decides a command.
   *
   * @param command the command
   * @param timestamp its record timestamp, which becomes the outcome's
   * @param state the counter right before the command
   */
  static Outcome decide(CounterCommand command, Instant timestamp, CounterState state) {
    if (!holds(command, state)) {
      return new Outcome.Conflict(command, state, timestamp);
    }
    if (command.delete()) {
      return deleted(command, timestamp, state);
    }
    if (state.overflowsBy(command.delta())) {
      return overflow(command, timestamp, state);
    }
    if (!command.bounds().contain(state.value() + command.delta())) {
      return new Outcome.Conflict(command, Outcome.Conflict.BOUNDS, state, timestamp);
    }
    CounterState after = isCheck(command)
        ? state
        : new CounterState(state.value() + command.delta(), state.version() + 1);
    return new Outcome.Applied(command, state.value(), after, timestamp);
  }

  /** A counter that does not exist stays as it is. */
  private static Outcome deleted(CounterCommand command, Instant timestamp, CounterState state) {
    if (state.value() == Long.MIN_VALUE) {
      return overflow(command, timestamp, state);
    }
    CounterState after = state.exists() ? new CounterState(0, state.version() + 1, true) : state;
    return new Outcome.Applied(command, state.value(), after, timestamp);
  }

  /**
   * Decides a command.
   *
   * @param logged the command
   * @param state the counter right before the command; empty if the item was unusable
   */
  static Outcome decide(LoggedCommand logged, Optional<CounterState> state) {
    return state.isPresent() && state.get().version() <= CounterItem.VERSION_MAX
        ? decide(logged.command(), logged.timestamp(), state.get())
        : unusable(logged);
  }

  private static boolean holds(CounterCommand command, CounterState state) {
    OptionalLong version = command.expectedVersion();
    return command.expected().holdsFor(state)
        && (version.isEmpty() || version.getAsLong() == state.version());
  }

  /** Whether a command's expectation holds for an absent counter, and not for every counter. */
  static boolean expectsAbsence(CounterCommand command) {
    return !(command.expected() instanceof Expectation.Any) && holds(command, CounterState.ABSENT);
  }

  /** Whether a command changes no counter, whatever it is decided against. */
  static boolean isCheck(CounterCommand command) {
    return command.delta() == 0
        && !command.delete()
        && !(command.expected() instanceof Expectation.Absent);
  }

  /**
   * The rejection of a command whose counter has no state. It depends on the command only: what was
   * found may be long and of any type, and would have to be kept until the command is committed.
   */
  private static Outcome unusable(LoggedCommand logged) {
    return new Outcome.Rejected(
        logged.command().commandId(),
        Optional.of(logged.command().counter()),
        Outcome.Rejected.UNUSABLE,
        "the counter's item in the table is unusable: 'value' must be a signed 64-bit integer, and"
            + " 'version' absent or an integer of 0 to " + CounterItem.VERSION_MAX
            + "; set them right, then send the command with a new commandId",
        logged.timestamp());
  }

  private static Outcome overflow(CounterCommand command, Instant timestamp, CounterState state) {
    String what = command.delete()
        ? state.value() + " can't be subtracted"
        : state.value() + " + " + command.delta() + " does not";
    return new Outcome.Rejected(
        command.commandId(),
        Optional.of(command.counter()),
        Outcome.Rejected.OVERFLOW,
        "counter must stay within a signed 64-bit integer, but " + what,
        Optional.of(state),
        Optional.empty(),
        timestamp);
  }
}
