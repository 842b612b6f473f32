package counterstream.cli;

import counterstream.contract.CounterName;
import counterstream.contract.json.CommandCodec;
import counterstream.contract.json.DecodedCommand;

/** Reads a line of JSON as strictly as the processor reads a record. */
final class CommandLines {
  private CommandLines() {}

  /** The command, or what is wrong with it; the key is what the line itself names. */
  static DecodedCommand decode(JsonLines.Line line) {
    if (line.isCut()) {
      return new DecodedCommand.Unreadable("a command must be at most " + JsonLines.LINE_BYTES_MAX
          + " bytes, found " + line.length());
    }
    // Without a key the codec still reads the counter: then its name is the key.
    DecodedCommand keyless = CommandCodec.decode(null, line.bytes());
    if (keyless instanceof DecodedCommand.Invalid invalid && invalid.counter().isPresent()) {
      return CommandCodec.decode(CounterName.bytesOf(invalid.counter().get()), line.bytes());
    }
    return keyless;
  }

  /** What is wrong, for people. */
  static String fault(DecodedCommand decoded) {
    return PrintableText.of(
        decoded instanceof DecodedCommand.Invalid invalid
            ? invalid.message()
            : ((DecodedCommand.Unreadable) decoded).message());
  }
}
