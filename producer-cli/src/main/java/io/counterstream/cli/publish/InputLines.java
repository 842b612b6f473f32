package io.counterstream.cli.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The lines of the input as bytes, numbered from 1. A reader of characters would replace invalid
 * UTF-8, and so silently change the name of a counter.
 *
 * <p>Keeps the position and the checksum of everything before it, by which a later run detects that
 * the input has changed.
 */
final class InputLines {
  /** The limit of a line, in bytes; a valid command has less than a tenth. */
  static final int LINE_BYTES_MAX = 65_536;

  private static final int BUFFER_BYTES = 65_536;

  private final InputStream input;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final CRC32C checksum = new CRC32C();
  private int next;
  private int end;
  private long number;
  private long bytes;

  InputLines(InputStream input) {
    this.input = input;
  }

  /** Returns the next line that is not blank; empty at the end. */
  Optional<Line> next() throws IOException {
    while (next < end || fill()) {
      number++;
      Line line = read();
      if (!line.isBlank()) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  /** Returns whether reading the next line may block. */
  boolean mayWait() throws IOException {
    return next == end && input.available() == 0;
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
    while (bytes < earlier.bytes() && (next < end || fill())) {
      consume((int) Math.min(end - next, earlier.bytes() - bytes));
    }
    number = earlier.line();
    return bytes == earlier.bytes() && checksum() == earlier.checksum();
  }

  private Line read() throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    long length = 0;
    boolean broken = false;
    while (!broken && (next < end || fill())) {
      int stop = next;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      int piece = stop - next;
      kept.write(buffer, next, Math.min(piece, LINE_BYTES_MAX - kept.size()));
      length += piece;
      broken = stop < end;
      consume(broken ? piece + 1 : piece);
    }
    return new Line(number, kept.toByteArray(), length);
  }

  private boolean fill() throws IOException {
    next = 0;
    end = Math.max(0, input.read(buffer));
    return end > 0;
  }

  private void consume(int count) {
    checksum.update(buffer, next, count);
    next += count;
    bytes += count;
  }

  /**
   * A line without its line break.
   *
   * @param number its number, from 1
   * @param bytes its content, cut at {@link #LINE_BYTES_MAX}
   * @param length its full length in bytes
   */
  record Line(long number, byte[] bytes, long length) {
    /** Returns whether {@link #bytes} is cut. */
    boolean isCut() {
      return length > bytes.length;
    }

    private boolean isBlank() {
      if (isCut()) {
        return false;
      }
      for (byte next : bytes) {
        if (next != ' ' && next != '\t' && next != '\r') {
          return false;
        }
      }
      return true;
    }
  }
}
