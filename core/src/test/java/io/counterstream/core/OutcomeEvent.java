package io.counterstream.core;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;

/** The coverage event of an outcome. */
final class OutcomeEvent {
  private OutcomeEvent() {}

  static Coverage.Event of(CounterCommand command, Outcome outcome) {
    return switch (outcome.type()) {
      case APPLIED -> applied(command, outcome.state().orElseThrow());
      case CONFLICT -> conflict(command, (Outcome.Conflict) outcome);
      case REJECTED ->
        outcome.state().isPresent()
            ? Coverage.Event.OUTCOME_OVERFLOW
            : Coverage.Event.OUTCOME_UNUSABLE;
    };
  }

  private static Coverage.Event applied(CounterCommand command, CounterState after) {
    if (command.delete()) {
      return after.deleted()
          ? Coverage.Event.OUTCOME_DELETED
          : Coverage.Event.OUTCOME_NOTHING_TO_DELETE;
    }
    if (command.expected() instanceof Expectation.Absent && after.version() > 1) {
      return Coverage.Event.OUTCOME_CREATED_AGAIN;
    }
    return command.expected() instanceof Expectation.Absent
        ? Coverage.Event.OUTCOME_CREATED_BY_ABSENT
        : command.delta() == 0
            ? Coverage.Event.OUTCOME_CHECK_PASSED
            : Coverage.Event.OUTCOME_APPLIED;
  }

  private static Coverage.Event conflict(CounterCommand command, Outcome.Conflict conflict) {
    if (conflict.cause().equals(Outcome.Conflict.BOUNDS)) {
      return Coverage.Event.OUTCOME_CONFLICT_ON_BOUNDS;
    }
    return command.expected() instanceof Expectation.Absent
        ? Coverage.Event.OUTCOME_CONFLICT_ON_ABSENT
        : command.expected().holdsFor(conflict.current())
            ? Coverage.Event.OUTCOME_CONFLICT_ON_VERSION
            : Coverage.Event.OUTCOME_CONFLICT_ON_VALUE;
  }
}
