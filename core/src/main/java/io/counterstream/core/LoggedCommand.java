package io.counterstream.core;

import io.counterstream.contract.IncrementCommand;
import java.time.Instant;

/**
 * A command as a record of its log.
 *
 * @param offset its offset in the log that the machine follows
 * @param timestamp its record timestamp
 * @param command the command
 */
public record LoggedCommand(long offset, Instant timestamp, IncrementCommand command) {}
