package io.counterstream.audit;

import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.util.Comparator;
import java.util.Optional;

/**
 * The effect of a command or an edit on its counter, or what it read, and when.
 *
 * @param by the position of the command; {@link RecordPosition#NONE} for an edit
 * @param change whether it produced the state; otherwise it read the state
 * @param before the value before a change
 * @param value the value of the state that it produced or read
 * @param version the version of that state
 * @param sentNanos it took effect after this moment
 * @param receivedNanos it took effect before this moment
 */
record Operation(
    RecordPosition by,
    boolean change,
    long before,
    long value,
    long version,
    long sentNanos,
    long receivedNanos) {
  /** The order that versions define: a state is produced, then read, then replaced by the next. */
  static final Comparator<Operation> WITNESS =
      Comparator.comparingLong(Operation::version).thenComparing(operation -> !operation.change);

  static Operation of(Edit edit) {
    return new Operation(
        RecordPosition.NONE,
        true,
        edit.before().value(),
        edit.after().value(),
        edit.after().version(),
        edit.invokedNanos(),
        edit.returnedNanos());
  }

  /** Returns the operation of a command; empty if its outcome names no state of its counter. */
  static Optional<Operation> of(CommandEntry entry) {
    Optional<Outcome> outcome = entry.outcome().flatMap(OutcomeRecord::outcome);
    if (entry.valid().isEmpty() || outcome.isEmpty()) {
      return Optional.empty();
    }
    IncrementCommand command = entry.valid().get();
    Decision stated = Decision.statedBy(outcome.get());
    return switch (stated.kind()) {
      case APPLIED, CONFLICT, OVERFLOW ->
        stated.hasState()
            ? Optional.of(new Operation(
                entry.position(),
                stated.kind() == OutcomeKind.APPLIED && Decision.isChange(command),
                outcome.get() instanceof Outcome.Applied applied ? applied.previous() : 0,
                stated.value(),
                stated.version(),
                entry.sentNanos(),
                entry.receivedNanos()))
            : Optional.empty();
      default -> Optional.empty();
    };
  }

  @Override
  public String toString() {
    String who = by.equals(RecordPosition.NONE) ? "an edit" : "command " + by;
    return who + (change ? " (wrote " : " (read ") + value + " at version " + version + ")";
  }
}
