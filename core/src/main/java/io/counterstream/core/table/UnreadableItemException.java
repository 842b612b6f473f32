package io.counterstream.core.table;

/**
 * The record of decided commands in an item ({@code source}, {@code offset}, {@code journal},
 * {@code otherLogs}) can't be read.
 */
public final class UnreadableItemException extends ItemFaultException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it.
   *
   * @param counter the counter's name
   * @param message the item, the attribute, what was expected and found, and the cure
   */
  public UnreadableItemException(String counter, String message) {
    super(counter, message, null);
  }
}
