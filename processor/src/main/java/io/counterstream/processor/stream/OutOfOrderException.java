package io.counterstream.processor.stream;

/** Records are processed in another order than they were polled; the task has to start again. */
final class OutOfOrderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutOfOrderException(String message) {
    super(message);
  }
}
