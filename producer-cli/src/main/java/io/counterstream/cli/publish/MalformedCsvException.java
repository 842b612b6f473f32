package io.counterstream.cli.publish;

/** A record that is not comma-separated values. The message says what was found at which byte. */
final class MalformedCsvException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * Creates it.
   *
   * @param place the byte in the record, from 0
   */
  MalformedCsvException(String found, int place) {
    super("expected comma-separated values, found " + found + ", at byte " + place);
  }
}
