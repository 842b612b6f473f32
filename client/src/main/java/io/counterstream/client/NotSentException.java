package io.counterstream.client;

import java.util.Optional;

/** The command is certainly not in the log and never will be; it is safe to send it again. */
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

  /** The id of the command that was not sent; empty for an update that sent no command. */
  public Optional<String> commandId() {
    return Optional.ofNullable(commandId);
  }

  /** The command's counter. */
  public String counter() {
    return counter;
  }
}
