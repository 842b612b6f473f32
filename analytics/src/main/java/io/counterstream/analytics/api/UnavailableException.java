package io.counterstream.analytics.api;

/** What is needed for an answer can't be had now: ask again in a moment. */
final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String message) {
    super(message);
  }
}
