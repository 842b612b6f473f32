package io.counterstream.cli.publish;

/** A failure to store a command. The message names the line, the cause the reason. */
final class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
