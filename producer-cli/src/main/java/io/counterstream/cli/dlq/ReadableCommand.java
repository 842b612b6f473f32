package io.counterstream.cli.dlq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.cli.kafka.ReceivedDeadLetter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What can be read of the command in a dead letter; nothing of it is certain.
 *
 * @param commandId the first {@code commandId} that is a text or a number
 * @param counter the first such {@code counter}, or else the key
 * @param object the value as one line of JSON, if it is one object, whatever its fields
 */
record ReadableCommand(
    Optional<String> commandId, Optional<String> counter, Optional<String> object) {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final char REPLACEMENT = '\uFFFD';

  /** Reads as much as it can. */
  static ReadableCommand of(ReceivedDeadLetter letter) {
    Optional<String> key = letter.key().flatMap(ReadableCommand::text);
    // Other bytes than UTF-8 in one field do not hide the others.
    String json = letter
        .value()
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(text -> text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text)
        .orElse("");
    Fields fields = new Fields();
    boolean whole = fields.read(json);
    return new ReadableCommand(
        exact(fields.commandId),
        exact(fields.counter).or(() -> key),
        letter
            .value()
            .flatMap(ReadableCommand::text)
            .filter(unused -> whole)
            // In JSON a line break can only be between tokens, where a space means the same.
            .map(text -> json.strip().replaceAll("[\r\n]", " ")));
  }

  /** Returns a field whose bytes are UTF-8. */
  private static Optional<String> exact(String field) {
    return Optional.ofNullable(field).filter(text -> text.indexOf(REPLACEMENT) < 0);
  }

  /** Returns bytes as text; empty if they are not UTF-8. */
  static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** The fields of a command, as far as the text is JSON. */
  private static final class Fields {
    private String commandId;
    private String counter;

    /** Returns whether all of the text is one object. */
    boolean read(String text) {
      try (JsonParser json = FACTORY.createParser(text)) {
        if (json.nextToken() != JsonToken.START_OBJECT) {
          return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          if (value != null && value.isScalarValue()) {
            keep(name, json.getText());
          }
          json.skipChildren();
        }
        return json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null;
      } catch (IOException malformed) {
        return false;
      }
    }

    private void keep(String name, String value) {
      if (name.equals("commandId") && commandId == null) {
        commandId = value;
      } else if (name.equals("counter") && counter == null) {
        counter = value;
      }
    }
  }
}
