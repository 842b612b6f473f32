package io.counterstream.core;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.core.journal.Fingerprint;
import java.time.Instant;

/**
 * A command as a record of its log.
 *
 * @param offset its offset in the log that the machine follows
 * @param timestamp its record timestamp
 * @param command the command
 * @param fingerprint distinguishes its record from another one at the same offset
 */
public record LoggedCommand(
    long offset, Instant timestamp, CounterCommand command, Fingerprint fingerprint) {
  /** A command whose record is not known, so that it is not compared with what the table holds. */
  public LoggedCommand(long offset, Instant timestamp, CounterCommand command) {
    this(offset, timestamp, command, Fingerprint.UNKNOWN);
  }

  /** The same command, which applies whatever value it leads to. */
  LoggedCommand withoutBounds() {
    return command.bounds().isEmpty()
        ? this
        : new LoggedCommand(offset, timestamp, command.within(Bounds.NONE), fingerprint);
  }
}
