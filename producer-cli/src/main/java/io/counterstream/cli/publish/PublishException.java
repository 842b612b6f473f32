package io.counterstream.cli.publish;

/** A command could not be stored; the message says which line, and the cause why. */
final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
