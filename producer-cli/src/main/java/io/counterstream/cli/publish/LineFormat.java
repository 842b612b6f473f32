package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;

/** Reads a line as a command, as strictly as the processor reads a record. */
interface LineFormat {
  /**
   * The command, or what is wrong with it.
   *
   * @param id the command's id if the line gives none
   */
  DecodedCommand decode(InputLines.Line line, String id);

  /**
   * Reads the line that says what the others hold, if this format has one.
   *
   * @throws io.counterstream.cli.terminal.CliException if it does not say that
   */
  default void readHeader(InputLines lines) throws IOException {}

  /** What is wrong, for people. */
  static String fault(DecodedCommand decoded) {
    return PrintableText.of(
        decoded instanceof DecodedCommand.Invalid invalid
            ? invalid.message()
            : ((DecodedCommand.Unreadable) decoded).message());
  }

  /** The line is longer than any command. */
  static DecodedCommand tooLong(InputLines.Line line) {
    return new DecodedCommand.Unreadable("a command must be at most " + InputLines.LINE_BYTES_MAX
        + " bytes, found " + line.length());
  }
}
