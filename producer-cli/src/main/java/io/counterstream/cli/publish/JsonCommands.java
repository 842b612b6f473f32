package io.counterstream.cli.publish;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Commands as JSON objects in the contract's form, except that the id may be missing. */
final class JsonCommands implements LineFormat {
  private static final String ID = "commandId";
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public DecodedCommand decode(InputLines.Line line, String id) {
    if (line.isCut()) {
      return LineFormat.tooLong(line);
    }
    DecodedCommand decoded = decode(line.bytes());
    return decoded instanceof DecodedCommand.Unreadable && lacksId(line.bytes())
        ? decode(withId(line.bytes(), id))
        : decoded;
  }

  /** Decodes a value with the key that its counter has. */
  static DecodedCommand decode(byte[] json) {
    // Without a key the codec still reads the counter, whose name is the key.
    DecodedCommand keyless = CommandCodec.decode(null, json);
    if (keyless instanceof DecodedCommand.Invalid invalid && invalid.counter().isPresent()) {
      return CommandCodec.decode(CounterName.bytesOf(invalid.counter().get()), json);
    }
    return keyless;
  }

  private static boolean lacksId(byte[] json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      boolean found = parser.nextToken() != JsonToken.START_OBJECT;
      while (!found && parser.nextToken() == JsonToken.FIELD_NAME) {
        found = parser.currentName().equals(ID);
        parser.nextToken();
        parser.skipChildren();
      }
      // Text behind the object is a fault of the line as it is.
      return !found && parser.nextToken() == null;
    } catch (IOException malformed) {
      return false;
    }
  }

  /** Returns the object with the id as its first field. */
  private static byte[] withId(byte[] json, String id) {
    String text = new String(json, StandardCharsets.UTF_8).strip();
    String rest = text.substring(1).strip();
    String field =
        "{\"" + ID + "\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(id)) + "\"";
    return (field + (rest.equals("}") ? "" : ",") + rest).getBytes(StandardCharsets.UTF_8);
  }
}
