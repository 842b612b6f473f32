package io.counterstream.client;

/**
 * No outcome arrived in time, and the command may still be decided.
 *
 * <p>Don't send a new command instead: both might apply. Ask for the outcome, which also shows
 * whether there will be none:
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

  /** The id of the command whose outcome is not known. */
  public String commandId() {
    return commandId;
  }

  /** The position behind which its outcome is, if it has one. */
  public SendPosition position() {
    return position;
  }

  /** Whether the command is certainly in the log; then it will be decided, if it is not yet. */
  public boolean isStored() {
    return stored;
  }
}
