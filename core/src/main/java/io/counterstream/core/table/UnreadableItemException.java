package io.counterstream.core.table;

/** An item is no counter. Its commands can't be decided until it is fixed or deleted manually. */
public final class UnreadableItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates it with a message that names item and attribute, what was expected and found. */
  public UnreadableItemException(String message) {
    super(message);
  }
}
