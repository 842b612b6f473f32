package io.counterstream.cli.publish;

/**
 * The place in a record of comma-separated values (RFC 4180) after a byte. Spaces around a value do
 * not belong to it.
 *
 * <p>A quote ends a quoted value only where the record or another value can follow. Every other
 * quote inside is a fault, but the value goes on: the line breaks in the value of a program that
 * does not double quotes do not begin records.
 */
enum CsvState {
  /** Before a value. */
  START,
  /** In a value without quotes. */
  PLAIN,
  /** In a value with quotes. */
  QUOTED,
  /** After a quote in such a value: it ends the value, or is the first of two. */
  QUOTE,
  /** After such a quote and spaces. */
  QUOTE_AND_SPACE;

  /** Returns the state after one more byte. */
  CsvState after(byte next, byte separator) {
    if (this == QUOTED) {
      return next == '"' ? QUOTE : QUOTED;
    }
    if (next == '\n' || next == separator) {
      return START;
    }
    boolean isSpace = isSpace(next) || next == '\r';
    return switch (this) {
      case START -> isSpace ? START : next == '"' ? QUOTED : PLAIN;
      case PLAIN, QUOTED -> this;
      case QUOTE -> isSpace ? QUOTE_AND_SPACE : QUOTED;
      case QUOTE_AND_SPACE -> isSpace ? this : next == '"' ? QUOTE : QUOTED;
    };
  }

  /** Returns whether this is a space or a tab. */
  static boolean isSpace(byte next) {
    return next == ' ' || next == '\t';
  }
}
