package counterstream.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Lines as bytes, numbered from 1. Bytes, because a reader of characters would replace what is not
 * UTF-8 and so change a counter's name without a word.
 */
final class JsonLines {
  /** The longest line that is kept, in bytes; a valid command has less than a tenth. */
  static final int LINE_BYTES_MAX = 65_536;

  private final InputStream input;
  private long number;

  JsonLines(InputStream input) {
    this.input = new BufferedInputStream(input);
  }

  /** The next line that is not blank; empty at the end. */
  Optional<Line> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    boolean blank = true;
    for (int next = input.read(); next >= 0; next = input.read()) {
      if (next != '\n') {
        length++;
        blank &= next == ' ' || next == '\t' || next == '\r';
        if (length <= LINE_BYTES_MAX) {
          line.write(next);
        }
      } else {
        number++;
        if (!blank) {
          return Optional.of(new Line(number, line.toByteArray(), length));
        }
        line.reset();
        length = 0;
      }
    }
    number++;
    return blank ? Optional.empty() : Optional.of(new Line(number, line.toByteArray(), length));
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
  }
}
