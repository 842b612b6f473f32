package io.counterstream.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.counterstream.cli.kafka.ReceivedOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Outcomes as CSV (RFC 4180): a header, then a row for each. A field that the outcome does not have
 * is empty. Integers have all their digits.
 */
final class OutcomeCsv {
  private static final JsonFactory JSON = new JsonFactory();
  private static final List<String> FIELDS = List.of(
      "type",
      "commandId",
      "counter",
      "delta",
      "expected",
      "expectedVersion",
      "min",
      "max",
      "delete",
      "previous",
      "value",
      "version",
      "deleted",
      "cause",
      "reason",
      "message",
      "of",
      "originalTimestamp",
      "timestamp");

  private OutcomeCsv() {}

  /** The names of the columns. */
  static String header() {
    return String.join(",", FIELDS) + ",topic,partition,offset";
  }

  static String row(ReceivedOutcome received) {
    Map<String, String> fields = fields(received.json());
    return FIELDS.stream()
            .map(name -> quoted(fields.getOrDefault(name, "")))
            .collect(Collectors.joining(","))
        + received
            .place()
            .map(place -> "," + place.topic() + "," + place.partition() + "," + place.offset())
            .orElse(",,,");
  }

  private static Map<String, String> fields(String object) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(object)) {
      json.nextToken();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (json.currentToken().isScalarValue()) {
          fields.put(name, json.getText());
        }
        json.skipChildren();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return fields;
  }

  private static String quoted(String text) {
    return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
