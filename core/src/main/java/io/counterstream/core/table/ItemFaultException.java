package io.counterstream.core.table;

/**
 * A counter's item makes it impossible to decide the counter's commands. The cause is in the item,
 * so sending the request again does not help until the item has changed.
 *
 * <p>What the table decided before is unknown while the fault lasts: give no outcome.
 */
public abstract sealed class ItemFaultException extends RuntimeException
    permits UnreadableItemException, UnwritableItemException {
  private static final long serialVersionUID = 1L;

  private final String counter;

  ItemFaultException(String counter, String message, Throwable cause) {
    super(message, cause);
    this.counter = counter;
  }

  /** The counter's name. */
  public final String counter() {
    return counter;
  }
}
