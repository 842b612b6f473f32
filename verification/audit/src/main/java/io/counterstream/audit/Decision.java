package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;

/**
 * The decision about a command, implemented from the contract a second time. It shares no code with
 * the processor on purpose: a mistake there is not repeated here.
 *
 * @param kind the kind of outcome
 * @param value the value after the decision
 * @param version the version after the decision; negative if an outcome names no state
 * @param deleted whether the counter does not exist then because it was deleted
 */
record Decision(OutcomeKind kind, long value, long version, boolean deleted) {
  private static final long NO_STATE = -1;

  /** A decision that leaves no deleted counter. */
  Decision(OutcomeKind kind, long value, long version) {
    this(kind, value, version, false);
  }

  /** Decides a command for a counter that was not deleted; version 0 is no counter. */
  static Decision of(CounterCommand command, long value, long version) {
    return of(command, new CounterState(value, version));
  }

  /** Decides a command for a counter in this state. */
  static Decision of(CounterCommand command, CounterState state) {
    long value = state.value();
    long version = state.version();
    boolean exists = version > 0 && !state.deleted();
    boolean versionHolds =
        command.expectedVersion().isEmpty() || command.expectedVersion().getAsLong() == version;
    if (!versionHolds || !expectationHolds(command.expected(), value, exists)) {
      return new Decision(OutcomeKind.CONFLICT, value, version, state.deleted());
    }
    if (command.delete()) {
      return deleted(state, exists);
    }
    long delta = command.delta();
    boolean fits = delta >= 0 ? value <= Long.MAX_VALUE - delta : value >= Long.MIN_VALUE - delta;
    if (!fits) {
      return new Decision(OutcomeKind.OVERFLOW, value, version, state.deleted());
    }
    long sum = value + delta;
    if (command.bounds().min().orElse(sum) > sum || command.bounds().max().orElse(sum) < sum) {
      return new Decision(OutcomeKind.OUT_OF_BOUNDS, value, version, state.deleted());
    }
    return isChange(command)
        ? new Decision(OutcomeKind.APPLIED, sum, version + 1)
        : new Decision(OutcomeKind.APPLIED, value, version, state.deleted());
  }

  private static Decision deleted(CounterState state, boolean exists) {
    if (state.value() == Long.MIN_VALUE) {
      return new Decision(OutcomeKind.OVERFLOW, state.value(), state.version());
    }
    return exists
        ? new Decision(OutcomeKind.APPLIED, 0, state.version() + 1, true)
        : new Decision(OutcomeKind.APPLIED, 0, state.version(), state.deleted());
  }

  /** Returns the decision that an outcome states. */
  static Decision statedBy(Outcome outcome) {
    OutcomeKind kind = OutcomeKind.of(outcome);
    return outcome
        .state()
        .map((CounterState state) ->
            new Decision(kind, state.value(), state.version(), state.deleted()))
        .orElse(new Decision(kind, 0, NO_STATE));
  }

  /**
   * Whether a command raises the version if it applies. All other commands are checks, except that
   * a deletion raises it if the counter exists.
   */
  static boolean isChange(CounterCommand command) {
    return command.delta() != 0 || command.expected() instanceof Expectation.Absent;
  }

  boolean hasState() {
    return version >= 0;
  }

  private static boolean expectationHolds(Expectation expected, long value, boolean exists) {
    if (expected instanceof Expectation.Exactly exactly) {
      return value == exactly.value();
    }
    return expected instanceof Expectation.Any || !exists;
  }

  @Override
  public String toString() {
    return kind + " with " + value + " at version " + version + (deleted ? ", deleted" : "");
  }
}
