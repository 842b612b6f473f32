package io.counterstream.core.table;

/** An item is no counter: its commands can't go on until somebody has mended or removed it. */
public final class UnreadableItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the item, the attribute, what was expected and what was found. */
  public UnreadableItemException(String message) {
    super(message);
  }
}
