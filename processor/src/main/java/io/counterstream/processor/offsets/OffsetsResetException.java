package io.counterstream.processor.offsets;

/**
 * The group's offsets were set by hand, and continuing would give commands a second outcome or
 * none. Fatal: an operator has to correct the offsets, as the message says.
 */
public final class OffsetsResetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the text of {@link ResetAdvice}. */
  public OffsetsResetException(String advice) {
    super(advice);
  }
}
