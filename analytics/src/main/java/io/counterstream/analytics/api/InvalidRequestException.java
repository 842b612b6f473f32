package io.counterstream.analytics.api;

/** A request that is not usable; the message says what was expected and what was found. */
final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidRequestException(String message) {
    super(message);
  }
}
