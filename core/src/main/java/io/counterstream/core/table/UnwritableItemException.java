package io.counterstream.core.table;

/** The table refuses every write of an item, for example because the item is too large. */
public final class UnwritableItemException extends ItemFaultException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it.
   *
   * @param counter the counter's name
   * @param message the item, the reason that the table gives, and the cure
   * @param cause the table's failure
   */
  public UnwritableItemException(String counter, String message, Throwable cause) {
    super(counter, message, cause);
  }
}
