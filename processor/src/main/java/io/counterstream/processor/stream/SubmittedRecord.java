package io.counterstream.processor.stream;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.core.LoggedCommand;
import io.counterstream.processor.engine.PendingOutcome;
import io.counterstream.processor.repeats.Repeat;
import java.time.Instant;
import java.util.Optional;

/** A record of the command topic that was submitted, and what {@code process()} does with it. */
sealed interface SubmittedRecord {
  /** Submits the next record without an outcome; one that is valid and no repeat, to the engine. */
  static SubmittedRecord of(PolledRecord record, OpenPartition partition) {
    long offset = record.offset();
    DecodedCommand decoded = record.decoded();
    if (decoded instanceof DecodedCommand.Unreadable unreadable) {
      return new Unreadable(offset, unreadable);
    }
    if (decoded instanceof DecodedCommand.Invalid invalid) {
      return new Invalid(offset, invalid);
    }
    Instant timestamp = Instant.ofEpochMilli(record.timestampMillis());
    CounterCommand command = ((DecodedCommand.Valid) decoded).command();
    Optional<Repeat> repeat = partition.repeats().judge(offset, record.timestampMillis(), command);
    if (repeat.isPresent()) {
      return new Repeated(
          offset, RepeatRejections.of(repeat.get(), partition.source(), command, timestamp));
    }
    return new Command(
        offset,
        partition
            .engine()
            .submit(new LoggedCommand(offset, timestamp, command, record.fingerprint())),
        partition.mayRepeatRemoved(offset)
            ? Optional.of(RepeatRejections.ofRemoved(command, timestamp))
            : Optional.empty());
  }

  /** The record's offset in the log. */
  long offset();

  /**
   * A command; its outcome is forwarded.
   *
   * @param ifPassed the outcome if another owner has recorded later commands of the counter and not
   *     this one: it was the repeat of a record that was removed since. Empty if that can't be
   */
  record Command(long offset, PendingOutcome pending, Optional<Outcome> ifPassed)
      implements SubmittedRecord {}

  /** A command that repeats an earlier one; it is rejected. */
  record Repeated(long offset, Outcome.Rejected outcome) implements SubmittedRecord {}

  /** An invalid command with a readable id; it is rejected. */
  record Invalid(long offset, DecodedCommand.Invalid why) implements SubmittedRecord {}

  /** A record that is not a command; it goes to the dead letters. */
  record Unreadable(long offset, DecodedCommand.Unreadable why) implements SubmittedRecord {}

  /** A command that has a committed outcome; it is skipped. */
  record AlreadyDecided(long offset) implements SubmittedRecord {}
}
