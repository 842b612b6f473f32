package io.counterstream.cli.publish;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Lines as bytes, numbered from 1. Bytes, because a reader of characters would replace what is not
 * UTF-8 and so change a counter's name without a word.
 *
 * <p>It knows how far it has read, and the checksum of everything up to there. So a later run can
 * tell whether the beginning is still the same.
 */
final class InputLines {
  /** The longest line that is kept, in bytes; a valid command has less than a tenth. */
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

  /** The next line that is not blank; empty at the end. */
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

  /** Whether the next line may have to be waited for. */
  boolean mayWait() throws IOException {
    return next == end && input.available() == 0;
  }

  /** The number of the line that was read last; 0 at the beginning. */
  long number() {
    return number;
  }

  /** How many bytes were read, blank lines and line breaks included. */
  long bytes() {
    return bytes;
  }

  /** The CRC-32C of the bytes that were read. */
  long checksum() {
    return checksum.getValue();
  }

  /**
   * Passes over what an earlier run has read.
   *
   * @param earlier how far that was
   * @return false if the input begins in another way now: then nothing more can be read
   */
  boolean skip(Position earlier) throws IOException {
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
   * One line without its end.
   *
   * @param number which it is, from 1
   * @param bytes what it holds, cut at {@link #LINE_BYTES_MAX}
   * @param length how many bytes it has in truth
   */
  record Line(long number, byte[] bytes, long length) {
    /** Whether {@link #bytes} is only its beginning. */
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
