package io.counterstream.cli.publish;

import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;

/** A format of lines. Reads a line as strictly as the processor reads a record. */
interface LineFormat {
  /**
   * Returns the command, or its fault.
   *
   * @param id the id of the command if the line has none
   */
  DecodedCommand decode(InputLines.Line line, String id);

  /** Returns whether the line is a whole record, whatever may follow it. */
  boolean isWhole(InputLines.Line line);

  /**
   * Reads the header line, if the format has one.
   *
   * @throws io.counterstream.cli.terminal.CliException if it is invalid
   */
  default void readHeader(InputLines lines) throws IOException {}

  /** Returns the fault of a line, for people. */
  static String fault(DecodedCommand decoded) {
    return PrintableText.of(
        decoded instanceof DecodedCommand.Invalid invalid
            ? invalid.message()
            : ((DecodedCommand.Unreadable) decoded).message());
  }

  /** Returns the fault that a line is longer than any command. */
  static DecodedCommand tooLong(InputLines.Line line) {
    return new DecodedCommand.Unreadable("a command must be at most " + InputLines.LINE_BYTES_MAX
        + " bytes, found " + line.length());
  }
}
