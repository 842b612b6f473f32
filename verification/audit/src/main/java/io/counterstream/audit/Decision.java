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
 * @param version the version after the decision; negative if an outcome names no possible state
 */
record Decision(OutcomeKind kind, long value, long version) {
  private static final long NO_STATE = -1;

  /** Decides a command for a counter of this value and version; version 0 is no counter. */
  static Decision of(CounterCommand command, long value, long version) {
    boolean versionHolds =
        command.expectedVersion().isEmpty() || command.expectedVersion().getAsLong() == version;
    if (!versionHolds || !expectationHolds(command.expected(), value, version)) {
      return new Decision(OutcomeKind.CONFLICT, value, version);
    }
    if (!isChange(command)) {
      return new Decision(OutcomeKind.APPLIED, value, version);
    }
    long delta = command.delta();
    boolean fits = delta >= 0 ? value <= Long.MAX_VALUE - delta : value >= Long.MIN_VALUE - delta;
    return fits
        ? new Decision(OutcomeKind.APPLIED, value + delta, version + 1)
        : new Decision(OutcomeKind.OVERFLOW, value, version);
  }

  /**
   * Returns the decision that an outcome states. Does not use {@link Outcome#state}, which refuses
   * impossible states: here they are findings.
   */
  static Decision statedBy(Outcome outcome) {
    OutcomeKind kind = OutcomeKind.of(outcome);
    if (outcome instanceof Outcome.Applied applied) {
      return new Decision(kind, applied.value(), applied.version());
    }
    if (outcome instanceof Outcome.Conflict conflict) {
      return new Decision(kind, conflict.value(), conflict.version());
    }
    return ((Outcome.Rejected) outcome)
        .state()
        .map((CounterState state) -> new Decision(kind, state.value(), state.version()))
        .orElse(new Decision(kind, 0, NO_STATE));
  }

  /** Whether a command raises the version if it applies. All other commands are checks. */
  static boolean isChange(CounterCommand command) {
    return command.delta() != 0 || command.expected() instanceof Expectation.Absent;
  }

  boolean hasState() {
    return version >= 0;
  }

  private static boolean expectationHolds(Expectation expected, long value, long version) {
    if (expected instanceof Expectation.Exactly exactly) {
      return value == exactly.value();
    }
    return expected instanceof Expectation.Any || version == 0;
  }

  @Override
  public String toString() {
    return kind + " with " + value + " at version " + version;
  }
}
