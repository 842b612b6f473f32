package counterstream.stream;

/** The group's offsets point at commands that were decided and committed before. Fatal. */
public final class OffsetsResetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OffsetsResetException(String message) {
    super(message);
  }
}
