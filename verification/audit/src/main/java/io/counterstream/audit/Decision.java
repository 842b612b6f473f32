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
    long delta = command.delta();
    boolean fits = delta >= 0 ? value <= Long.MAX_VALUE - delta : value >= Long.MIN_VALUE - delta;
    if (!fits) {
      return new Decision(OutcomeKind.OVERFLOW, value, version);
    }
    long sum = value + delta;
    if (command.bounds().min().orElse(sum) > sum || command.bounds().max().orElse(sum) < sum) {
      return new Decision(OutcomeKind.OUT_OF_BOUNDS, value, version);
    }
    return new Decision(OutcomeKind.APPLIED, sum, isChange(command) ? version + 1 : version);
  }

  /** Returns the decision that an outcome states. */
  static Decision statedBy(Outcome outcome) {
    OutcomeKind kind = OutcomeKind.of(outcome);
    return outcome
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
