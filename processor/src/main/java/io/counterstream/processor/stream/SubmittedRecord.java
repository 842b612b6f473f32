package io.counterstream.processor.stream;

import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.processor.engine.PendingOutcome;

/** A record of the command topic whose work was started, and what is left to do with it. */
sealed interface SubmittedRecord {
  /** Its offset in the log. */
  long offset();

  /** A command on its way to the table. */
  record Command(long offset, PendingOutcome pending) implements SubmittedRecord {}

  /** A command that can't be decided, with a readable id: to be rejected. */
  record Invalid(long offset, DecodedCommand.Invalid why) implements SubmittedRecord {}

  /** No command: to be set aside. */
  record Unreadable(long offset, DecodedCommand.Unreadable why) implements SubmittedRecord {}

  /** Has its outcome: to be passed over. */
  record DecidedBefore(long offset) implements SubmittedRecord {}
}
