package io.counterstream.cli.publish;

/**
 * The position of a publication: everything before it was sent or refused, nothing after it.
 *
 * @param bytes the bytes of the input before it
 * @param checksum their CRC-32C
 * @param line the number of the last line before it; 0 at the start
 * @param sent the commands that were sent
 * @param refused the lines that were not valid commands
 */
record InputPosition(long bytes, long checksum, long line, long sent, long refused) {
  /** The start of the input. */
  static final InputPosition BEGINNING = new InputPosition(0, 0, 0, 0, 0);

  private static final String SEPARATOR = " ";

  /** Parses a {@link #text}, which has no bytes. */
  static InputPosition of(long bytes, String text) {
    String[] parts = text.split(SEPARATOR);
    if (parts.length != 4) {
      throw new IllegalArgumentException(
          "a position must be four numbers (checksum, line, sent, refused), found '" + text + "'");
    }
    return new InputPosition(
        bytes,
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]));
  }

  /** Returns the position with one more command sent. */
  InputPosition withSent() {
    return new InputPosition(bytes, checksum, line, sent + 1, refused);
  }

  /** Returns the position with one more line refused. */
  InputPosition withRefused() {
    return new InputPosition(bytes, checksum, line, sent, refused + 1);
  }

  /** Returns all but the bytes as one line. */
  String text() {
    return String.join(
        SEPARATOR,
        Long.toString(checksum),
        Long.toString(line),
        Long.toString(sent),
        Long.toString(refused));
  }
}
