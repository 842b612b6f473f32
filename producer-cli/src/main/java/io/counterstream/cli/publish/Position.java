package io.counterstream.cli.publish;

/**
 * How far a publication has come: everything up to here was sent or refused, nothing behind it.
 *
 * @param bytes how many bytes of the input lie before it
 * @param checksum their CRC-32C
 * @param line the number of the last line before it; 0 at the beginning
 * @param sent how many commands were sent
 * @param refused how many lines were none
 */
record Position(long bytes, long checksum, long line, long sent, long refused) {
  /** Before the first line. */
  static final Position BEGINNING = new Position(0, 0, 0, 0, 0);

  private static final String SEPARATOR = " ";

  /** What a {@link #text} says, without the bytes. */
  static Position of(long bytes, String text) {
    String[] parts = text.split(SEPARATOR);
    if (parts.length != 4) {
      throw new IllegalArgumentException(
          "a position must be four numbers (checksum, line, sent, refused), found '" + text + "'");
    }
    return new Position(
        bytes,
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }

  /** With one more command sent. */
  Position withSent() {
    return new Position(bytes, checksum, line, sent + 1, refused);
  }

  /** With one more line that is none. */
  Position withRefused() {
    return new Position(bytes, checksum, line, sent, refused + 1);
  }

  /** All but the bytes, in one line. */
  String text() {
    return String.join(
        SEPARATOR,
        Long.toString(checksum),
        Long.toString(line),
        Long.toString(sent),
        Long.toString(refused));
  }
}
