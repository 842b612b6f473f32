package io.counterstream.cli.publish;

import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;

/** Commands as JSON objects in the contract's form, except that the id may be missing. */
final class JsonCommands implements LineFormat {
  @Override
  public DecodedCommand decode(InputLines.Line line, String id) {
    return line.isCut() ? LineFormat.tooLong(line) : CommandCodec.decodeUnsent(line.bytes(), id);
  }

  /** An object is whole at its closing brace, with or without a line break. */
  @Override
  public boolean isWhole(InputLines.Line line) {
    return !(decode(line, "id") instanceof DecodedCommand.Unreadable);
  }
}
