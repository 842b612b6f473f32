package io.counterstream.processor.engine;

/**
 * A command was decided and its outcome committed before. Either another owner has taken the
 * partition over, and this one must stop; or the log is read from an offset that was reset.
 */
public final class StaleOwnerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleOwnerException(String message) {
    super(message);
  }
}
