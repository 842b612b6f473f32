package io.counterstream.client;

import java.util.Optional;

/** The command is not in the log, for sure, and never will be: it is safe to send it again. */
public final class NotSentException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String commandId;
  private final String counter;

  /** {@code commandId} may be null. */
  NotSentException(String message, String commandId, String counter, Throwable cause) {
    super(message, cause);
    this.commandId = commandId;
    this.counter = counter;
  }

  /** The command that was not sent; empty for an update whose turn did not come. */
  public Optional<String> commandId() {
    return Optional.ofNullable(commandId);
  }

  /** Its counter. */
  public String counter() {
    return counter;
  }
}
