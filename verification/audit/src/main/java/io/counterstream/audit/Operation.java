package io.counterstream.audit;

import java.util.Comparator;

/**
 * What a command or an edit did to its counter or saw of it, and when.
 *
 * @param by the command, or {@link Position#NONE} for an edit
 * @param change whether it made the state, or only found it
 * @param before the value before, of a change
 * @param value the value of the state that it made or found
 * @param version the version of that state
 * @param sentNanos it took effect after this
 * @param receivedNanos it took effect before this
 */
record Operation(
    Position by,
    boolean change,
    long before,
    long value,
    long version,
    long sentNanos,
    long receivedNanos) {
  /** The order that versions tell: a state is made, then found, then the next one is made. */
  static final Comparator<Operation> WITNESS =
      Comparator.comparingLong(Operation::version).thenComparing(operation -> !operation.change);

  static Operation of(Edit edit) {
    return new Operation(
        Position.NONE,
        true,
        edit.before().value(),
        edit.after().value(),
        edit.after().version(),
        edit.invokedNanos(),
        edit.returnedNanos());
  }

  static boolean isIn(LoggedCommand command, LoggedResult result) {
    boolean decided = switch (result.answer()) {
      case APPLIED, CONFLICT, OVERFLOW -> result.hasState();
      default -> false;
    };
    return decided && command.form() == Form.VALID;
  }

  /** What a command did, from a result that {@link #isIn holds an operation}. */
  static Operation of(LoggedCommand command, LoggedResult result, Calls calls, int row) {
    return new Operation(
        command.position(),
        result.answer() == Answer.APPLIED && command.request().changes(),
        result.previous(),
        result.value(),
        result.version(),
        calls.sentNanos(row),
        calls.receivedNanos(row));
  }

  @Override
  public String toString() {
    String who = by.equals(Position.NONE) ? "an edit" : "command " + by;
    return who + (change ? " (made " : " (found ") + value + " at version " + version + ")";
  }
}
