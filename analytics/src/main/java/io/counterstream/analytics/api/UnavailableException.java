package io.counterstream.analytics.api;

/** No instance has a partition that is needed now: ask again in a moment. */
final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String message) {
    super(message);
  }
}
