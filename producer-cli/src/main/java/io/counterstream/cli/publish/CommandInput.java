package io.counterstream.cli.publish;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The lines of an input, and the format that reads them.
 *
 * @param lines the lines, behind the header if the format has one
 * @param format the format
 * @param isNamed whether the user has named the format
 */
record CommandInput(InputLines lines, LineFormat format, boolean isNamed) {
  /**
   * Opens an input; waits for its first line.
   *
   * @param format its format; if empty, its first line tells, or it is {@code usual}
   * @throws io.counterstream.cli.terminal.CliException if it is not lines of commands, or its
   *     header is wrong
   */
  static CommandInput open(
      InputStream input, Optional<PublishRequest.Format> format, PublishRequest.Format usual)
      throws IOException {
    InputLines lines = InputLines.open(input);
    LineFormat reader = format.or(() -> detect(lines.firstLine())).orElse(usual).reader();
    reader.readHeader(lines);
    return new CommandInput(lines, reader, format.isPresent());
  }

  /** Returns the format that the first line shows: no line is valid in both. */
  private static Optional<PublishRequest.Format> detect(byte[] first) {
    if (first.length > 0 && first[0] == '{') {
      return Optional.of(PublishRequest.Format.json);
    }
    return CsvHeader.of(first).map(header -> PublishRequest.Format.csv);
  }
}
