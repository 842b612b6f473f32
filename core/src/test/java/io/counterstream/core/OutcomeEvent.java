package io.counterstream.core;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;

/** Tells kinds of outcomes apart, for the coverage. */
final class OutcomeEvent {
  private OutcomeEvent() {}

  static Coverage.Event of(IncrementCommand command, Outcome outcome) {
    return outcome instanceof Outcome.Applied applied
        ? applied(command, applied)
        : outcome instanceof Outcome.Conflict conflict
            ? conflict(command, conflict)
            : Coverage.Event.OUTCOME_OVERFLOW;
  }

  private static Coverage.Event applied(IncrementCommand command, Outcome.Applied applied) {
    return command.expected() instanceof Expectation.Absent
        ? Coverage.Event.OUTCOME_CREATED_BY_ABSENT
        : applied.delta() == 0
            ? Coverage.Event.OUTCOME_CHECK_PASSED
            : Coverage.Event.OUTCOME_APPLIED;
  }

  private static Coverage.Event conflict(IncrementCommand command, Outcome.Conflict conflict) {
    return command.expected() instanceof Expectation.Absent
        ? Coverage.Event.OUTCOME_CONFLICT_ON_ABSENT
        : command.expected().holdsFor(conflict.state().orElseThrow())
            ? Coverage.Event.OUTCOME_CONFLICT_ON_VERSION
            : Coverage.Event.OUTCOME_CONFLICT_ON_VALUE;
  }
}
