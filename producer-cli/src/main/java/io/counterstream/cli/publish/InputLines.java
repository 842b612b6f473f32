package io.counterstream.cli.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The lines of the input as bytes, numbered from 1. A reader of characters would replace invalid
 * UTF-8, and so silently change the name of a counter. A byte order mark at the start reads as
 * spaces, which have no meaning there, so that positions stay those of the input.
 *
 * <p>Keeps the position and the checksum of everything before it, by which a later run detects that
 * the input has changed.
 */
final class InputLines {
  /** The limit of a line, in bytes; a valid command has less than a tenth. */
  static final int LINE_BYTES_MAX = 65_536;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream input;
  private final byte[] buffer = new byte[LINE_BYTES_MAX];
  private final CRC32C checksum = new CRC32C();
  private RecordEnd recordEnd = RecordEnd.OF_LINES;
  private boolean isRest;
  private int next;
  private int end;
  private long number;
  private long bytes;

  private InputLines(InputStream input) {
    this.input = input;
  }

  /**
   * Opens an input and waits for its first line.
   *
   * @throws io.counterstream.cli.terminal.CliException if the input is no lines of text
   */
  static InputLines open(InputStream input) throws IOException {
    InputLines lines = new InputLines(input);
    while (lines.firstLineEnd() == lines.end && lines.append(Waiting.UNNOTICED)) {
      // The line goes on.
    }
    if (Arrays.equals(lines.buffer, 0, Math.min(3, lines.end), BYTE_ORDER_MARK, 0, 3)) {
      Arrays.fill(lines.buffer, 0, BYTE_ORDER_MARK.length, (byte) ' ');
    }
    InputKinds.requireLines(lines.firstLine(), lines.firstLineEnd() < lines.end);
    return lines;
  }

  /**
   * Returns the first line of the input that is not blank, without the white space before it; cut
   * at the size of the buffer. Called before any line is read; the line stays to be read.
   */
  byte[] firstLine() {
    return Arrays.copyOfRange(buffer, firstLineStart(), firstLineEnd());
  }

  private int firstLineStart() {
    int start = 0;
    while (start < end && (isBlank(buffer[start]) || buffer[start] == '\n')) {
      start++;
    }
    return start;
  }

  private int firstLineEnd() {
    int stop = firstLineStart();
    while (stop < end && buffer[stop] != '\n') {
      stop++;
    }
    return stop;
  }

  /** Sets where the lines end that have not been read: some line breaks may be in a value. */
  void endAt(RecordEnd rule) {
    recordEnd = rule;
  }

  /** Returns the next line that is not blank; empty at the end. */
  Optional<Line> next(Waiting waiting) throws IOException {
    while (next < end || fill(waiting)) {
      Line line = read(waiting);
      if (!line.isBlank()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** Returns the number of the last line that was read; 0 at the start. */
  long number() {
    return number;
  }

  /** Returns the number of bytes that were read, blank lines and line breaks included. */
  long bytes() {
    return bytes;
  }

  /** Returns the CRC-32C of the bytes that were read. */
  long checksum() {
    return checksum.getValue();
  }

  /**
   * Skips what an earlier run has read.
   *
   * @param earlier the position of that run
   * @return false if the input up to there has changed: then nothing more can be read
   */
  boolean skip(InputPosition earlier) throws IOException {
    while (bytes < earlier.bytes() && (next < end || fill(Waiting.UNNOTICED))) {
      int count = (int) Math.min(end - next, earlier.bytes() - bytes);
      // The earlier run took the end of the input for the end of the line.
      isRest = buffer[next + count - 1] != '\n';
      consume(count);
    }
    number = isRest ? earlier.line() - 1 : earlier.line();
    return bytes == earlier.bytes() && checksum() == earlier.checksum();
  }

  private Line read(Waiting waiting) throws IOException {
    final long start = bytes;
    final long first = number + 1;
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    long length = 0;
    boolean isEnded = false;
    recordEnd.restart();
    while (!isEnded && !isTooLongInside(length) && (next < end || fill(waiting))) {
      int stop = next;
      while (stop < end && !isEnded) {
        isEnded = recordEnd.isAt(buffer[stop]);
        number += buffer[stop] == '\n' ? 1 : 0;
        stop++;
      }
      int piece = stop - next - (isEnded ? 1 : 0);
      kept.write(buffer, next, Math.min(piece, LINE_BYTES_MAX - kept.size()));
      length += piece;
      consume(stop - next);
    }
    number += isEnded ? 0 : 1;
    Ending ending = isEnded
        ? Ending.LINE_BREAK
        : isTooLongInside(length) ? Ending.INSIDE_QUOTES : Ending.END_OF_INPUT;
    Line line = new Line(first, number, start, kept.toByteArray(), length, ending, isRest);
    isRest = false;
    return line;
  }

  private boolean isTooLongInside(long length) {
    return length > LINE_BYTES_MAX && recordEnd.isInside();
  }

  private boolean fill(Waiting waiting) throws IOException {
    next = 0;
    end = 0;
    return append(waiting);
  }

  /** Reads more behind what is in the buffer; returns whether there was room, and something. */
  private boolean append(Waiting waiting) throws IOException {
    if (end == buffer.length) {
      return false;
    }
    if (!mayWait()) {
      return read() > 0;
    }
    waiting.begin();
    try {
      return read() > 0;
    } finally {
      waiting.end();
    }
  }

  private boolean mayWait() {
    try {
      return input.available() == 0;
    } catch (IOException notKnown) {
      // Some streams seek to find out, which a pipe can't.
      return true;
    }
  }

  private int read() throws IOException {
    int count = Math.max(0, input.read(buffer, end, buffer.length - end));
    end += count;
    return count;
  }

  private void consume(int count) {
    checksum.update(buffer, next, count);
    next += count;
    bytes += count;
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\t' || next == '\r';
  }

  /** Is told before and after each read that may block. */
  interface Waiting {
    /** Does nothing. */
    Waiting UNNOTICED = new Waiting() {
      @Override
      public void begin() {}

      @Override
      public void end() {}
    };

    void begin();

    void end();
  }

  /** A rule of a format about which line breaks end a line. Is asked about each byte. */
  interface RecordEnd {
    /** Every line break ends a line. */
    RecordEnd OF_LINES = next -> next == '\n';

    /** Returns whether the line ends with this byte, a line break. */
    boolean isAt(byte next);

    /** Returns whether a line break would not end the line. */
    default boolean isInside() {
      return false;
    }

    /** Prepares for the first byte of a line. */
    default void restart() {}
  }

  /** How a line ends. */
  enum Ending {
    /** With a line break. */
    LINE_BREAK,
    /** With the input: more of it may follow. */
    END_OF_INPUT,
    /** Nowhere: it is too long, and its last quote is not closed. Nothing more can be read. */
    INSIDE_QUOTES
  }

  /**
   * A line without its line break. If it has line breaks in values, it is several lines of text.
   *
   * @param number its number, from 1
   * @param last the number of its last line of text
   * @param start the position of its first byte in the input, from 0
   * @param bytes its content, cut at {@link #LINE_BYTES_MAX}
   * @param length its full length in bytes
   * @param ending how it ends
   * @param isRest whether an earlier run took what is before it for a whole line
   */
  record Line(
      long number,
      long last,
      long start,
      byte[] bytes,
      long length,
      Ending ending,
      boolean isRest) {
    /** Returns whether {@link #bytes} is cut. */
    boolean isCut() {
      return length > bytes.length;
    }

    /** Returns the place of the line, for people. */
    String place() {
      return (number == last ? "line " + number : "lines " + number + " to " + last) + " (byte "
          + start + ")";
    }

    private boolean isBlank() {
      if (isCut()) {
        return false;
      }
      for (byte next : bytes) {
        if (!InputLines.isBlank(next)) {
          return false;
        }
      }
      return true;
    }
  }
}
