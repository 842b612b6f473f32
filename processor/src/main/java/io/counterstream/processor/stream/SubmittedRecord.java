package io.counterstream.processor.stream;

import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.processor.engine.PendingOutcome;

/** A record of the command topic that was submitted, and what {@code process()} does with it. */
sealed interface SubmittedRecord {
  /** The record's offset in the log. */
  long offset();

  /** A command; its outcome is forwarded. */
  record Command(long offset, PendingOutcome pending) implements SubmittedRecord {}

  /** An invalid command with a readable id; it is rejected. */
  record Invalid(long offset, DecodedCommand.Invalid why) implements SubmittedRecord {}

  /** A record that is not a command; it goes to the dead letters. */
  record Unreadable(long offset, DecodedCommand.Unreadable why) implements SubmittedRecord {}

  /** A command that has a committed outcome; it is skipped. */
  record AlreadyDecided(long offset) implements SubmittedRecord {}
}
