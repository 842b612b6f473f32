package io.counterstream.cli.dlq;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a line of {@code dlq list --output json}, in which {@code command} may have been corrected.
 * Fields that say more about the dead letter are ignored.
 */
public final class CorrectionLine {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final String text;
  private Optional<String> place = Optional.empty();
  private Optional<String> command = Optional.empty();
  private String topicId;
  private String partition;
  private String offset;

  private CorrectionLine(String text) {
    this.text = text;
  }

  /**
   * Reads a line.
   *
   * @param where names the line
   * @throws IllegalArgumentException if it is no such line; the message says why
   */
  public static Correction read(String where, byte[] line) {
    String text = ReadableCommand.text(line)
        .orElseThrow(() -> new IllegalArgumentException("must be UTF-8, found other bytes"));
    CorrectionLine read = new CorrectionLine(text);
    try (JsonParser json = FACTORY.createParser(text)) {
      read.readFields(json);
    } catch (IOException malformed) {
      throw new IllegalArgumentException(
          "must be one JSON object, as 'dlq list --output json' prints it, found malformed JSON",
          malformed);
    }
    return read.correction(where);
  }

  private void readFields(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException(
          "must be one JSON object, as 'dlq list --output json' prints it");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equals("deadLetter") && value == JsonToken.VALUE_STRING) {
        place = Optional.of(json.getText());
      } else if (name.equals("source") && value == JsonToken.START_OBJECT) {
        readSource(json);
      } else if (name.equals("command")) {
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        // Scalars are read when their value is asked for.
        json.finishToken();
        command = Optional.of(text.substring(start, (int) json.currentLocation().getCharOffset()));
      } else {
        json.skipChildren();
      }
    }
    if (json.nextToken() != null) {
      throw new IllegalArgumentException("must be one JSON object, found more behind it");
    }
  }

  private void readSource(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "topicId" -> topicId = json.getText();
        case "partition" -> partition = json.getText();
        case "offset" -> offset = json.getText();
        default -> json.skipChildren();
      }
    }
  }

  private Correction correction(String where) {
    if (place.isEmpty()) {
      throw new IllegalArgumentException(
          "has no deadLetter: PARTITION/OFFSET in the dead-letter topic, as in 2/17");
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException(
          "has no command: add \"command\":{…}, the corrected command");
    }
    boolean hasSource = topicId != null && partition != null && offset != null;
    return new Correction(
        where,
        placeOf(place.get()),
        hasSource ? Optional.of(topicId + "/" + partition + "/" + offset) : Optional.empty(),
        command.map(json -> json.getBytes(StandardCharsets.UTF_8)));
  }

  private static Correction.Place placeOf(String text) {
    try {
      return Correction.Place.of(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("deadLetter " + malformed.getMessage(), malformed);
    }
  }
}
