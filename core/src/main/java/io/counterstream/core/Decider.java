package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
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
  static Outcome decide(IncrementCommand command, Instant timestamp, CounterState state) {
    if (!holds(command, state)) {
      return new Outcome.Conflict(
          command.commandId(),
          command.counter(),
          command.delta(),
          command.expected(),
          command.expectedVersion(),
          state.value(),
          state.version(),
          timestamp);
    }
    if (state.overflowsBy(command.delta())) {
      return overflow(command, timestamp, state);
    }
    return new Outcome.Applied(
        command.commandId(),
        command.counter(),
        command.delta(),
        command.expected(),
        command.expectedVersion(),
        state.value(),
        state.value() + command.delta(),
        changes(command) ? state.version() + 1 : state.version(),
        timestamp);
  }

  private static boolean holds(IncrementCommand command, CounterState state) {
    OptionalLong version = command.expectedVersion();
    return command.expected().holdsFor(state)
        && (version.isEmpty() || version.getAsLong() == state.version());
  }

  /** Whether a command's expectation holds for an absent counter, and not for every counter. */
  static boolean expectsAbsence(IncrementCommand command) {
    return !(command.expected() instanceof Expectation.Any) && holds(command, CounterState.ABSENT);
  }

  /** Whether a command changes the counter. A delta of 0 does so only if it creates it. */
  private static boolean changes(IncrementCommand command) {
    return command.delta() != 0 || command.expected() instanceof Expectation.Absent;
  }

  private static Outcome overflow(IncrementCommand command, Instant timestamp, CounterState state) {
    return new Outcome.Rejected(
        command.commandId(),
        Optional.of(command.counter()),
        Outcome.Rejected.OVERFLOW,
        "counter must stay within a signed 64-bit integer, but " + state.value() + " + "
            + command.delta() + " does not",
        Optional.of(state),
        timestamp);
  }
}
