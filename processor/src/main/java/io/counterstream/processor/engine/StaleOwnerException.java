package io.counterstream.processor.engine;

/**
 * A command was decided and its outcome committed by another owner of the partition: whoever sees
 * this has lost the partition and must stop, or reads the log from an offset that was reset.
 */
public final class StaleOwnerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleOwnerException(String message) {
    super(message);
  }
}
