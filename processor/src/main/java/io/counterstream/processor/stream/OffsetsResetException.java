package io.counterstream.processor.stream;

/** The group's offsets are not where its processors have left them. Fatal. */
public final class OffsetsResetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OffsetsResetException(String message) {
    super(message);
  }
}
