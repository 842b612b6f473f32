package io.counterstream.client;

/**
 * No outcome came in time, and the command may still be decided.
 *
 * <p>Don't just send it again: it might apply twice. Ask for its outcome, which also tells whether
 * there will be none:
 *
 * <pre>{@code
 * try {
 *   views.increment();
 * } catch (OutcomeUnknownException unknown) {
 *   counters
 *       .outcome(unknown.commandId(), unknown.position())
 *       .thenAccept(found -> print(found.map(Outcome::toString).orElse("not in the log")));
 * }
 * }</pre>
 */
public final class OutcomeUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String commandId;
  private final SendPosition position;
  private final boolean stored;

  OutcomeUnknownException(
      String message, String commandId, SendPosition position, boolean stored, Throwable cause) {
    super(message, cause);
    this.commandId = commandId;
    this.position = position;
    this.stored = stored;
  }

  /** The command whose outcome is not known. */
  public String commandId() {
    return commandId;
  }

  /** From where on its outcome is to be looked for. */
  public SendPosition position() {
    return position;
  }

  /** Whether the command is in the log for sure: then it will be decided, if it is not already. */
  public boolean isStored() {
    return stored;
  }
}
