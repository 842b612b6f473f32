package io.counterstream.client;

import io.counterstream.contract.Outcome;

/**
 * The command was refused for another reason than its expectation or bounds, for example because it
 * would overflow; nothing changed.
 */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String commandId;
  private final String counter;
  private final String reason;

  RejectedException(String counter, Outcome.Rejected rejected) {
    super("counter " + counter + ": command " + rejected.commandId() + " was rejected ("
        + rejected.reason() + "): " + rejected.message());
    this.commandId = rejected.commandId();
    this.counter = counter;
    this.reason = rejected.reason();
  }

  /** The id of the command that was rejected. */
  public String commandId() {
    return commandId;
  }

  /** The command's counter. */
  public String counter() {
    return counter;
  }

  /** A word for programs, as in {@link Outcome.Rejected#reason()}. */
  public String reason() {
    return reason;
  }
}
