package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one outcome; used once. Collects the known fields, then builds the type they belong to. */
final class OutcomeReader {
  private final JsonParser json;

  private String type;
  private String commandId;
  private String counter;
  private String reason;
  private String message;
  private Expectation expected;
  private Instant timestamp;
  private OptionalLong delta = OptionalLong.empty();
  private OptionalLong expectedVersion = OptionalLong.empty();
  private OptionalLong previous = OptionalLong.empty();
  private OptionalLong value = OptionalLong.empty();
  private OptionalLong version = OptionalLong.empty();

  /** Takes a parser whose current token is the object's opening brace. */
  OutcomeReader(JsonParser json) {
    this.json = json;
  }

  Outcome read() throws IOException {
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      if (!json.hasToken(JsonToken.VALUE_NULL)) {
        readField(name);
      }
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      throw new MalformedOutcomeException("expected one JSON object, found a second value");
    }
    return switch (Outcome.Type.ofWord(required("type", type)).orElseThrow(this::unknownType)) {
      case APPLIED -> applied();
      case CONFLICT -> conflict();
      case REJECTED -> rejected();
    };
  }

  private MalformedOutcomeException unknownType() {
    return new MalformedOutcomeException(
        "type must be \"applied\", \"conflict\" or \"rejected\", found \"" + Found.excerpt(type)
            + '"');
  }

  private void readField(String name) throws IOException {
    switch (name) {
      case "type" -> type = string(name);
      case "commandId" -> commandId = string(name);
      case "counter" -> counter = string(name);
      case "reason" -> reason = string(name);
      case "message" -> message = string(name);
      case "expected" -> expected = expectation();
      case "timestamp" -> timestamp = instant();
      case "delta" -> delta = integer(name);
      case "expectedVersion" -> expectedVersion = integer(name);
      case "previous" -> previous = integer(name);
      case "value" -> value = integer(name);
      case "version" -> version = integer(name);
      default -> {
        // A field of a later version.
      }
    }
  }

  private Outcome applied() {
    return new Outcome.Applied(
        required("commandId", commandId),
        required("counter", counter),
        requiredInteger("delta", delta),
        required("expected", expected),
        expectedVersion,
        requiredInteger("previous", previous),
        state().value(),
        state().version(),
        required("timestamp", timestamp));
  }

  private Outcome conflict() {
    return new Outcome.Conflict(
        required("commandId", commandId),
        required("counter", counter),
        requiredInteger("delta", delta),
        required("expected", expected),
        expectedVersion,
        state().value(),
        state().version(),
        required("timestamp", timestamp));
  }

  private Outcome rejected() {
    boolean stateless = value.isEmpty() && version.isEmpty();
    return new Outcome.Rejected(
        required("commandId", commandId),
        Optional.ofNullable(counter),
        required("reason", reason),
        required("message", message),
        stateless ? Optional.empty() : Optional.of(state()),
        required("timestamp", timestamp));
  }

  private CounterState state() {
    return new CounterState(requiredInteger("value", value), requiredInteger("version", version));
  }

  private String string(String name) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      throw wrong(name, "a string");
    }
    return json.getText();
  }

  private OptionalLong integer(String name) throws IOException {
    if (!json.hasToken(JsonToken.VALUE_NUMBER_INT) || !Integers.fits(json)) {
      throw wrong(name, "a 64-bit integer");
    }
    return OptionalLong.of(json.getLongValue());
  }

  private Expectation expectation() throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return Expectation.exactly(integer("expected").getAsLong());
    }
    Expectation word = ExpectationWord.read(json.getText());
    if (word == null) {
      throw wrong("expected", CommandField.EXPECTED.rule);
    }
    return word;
  }

  private Instant instant() throws IOException {
    String text = string("timestamp");
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notIso) {
      throw wrong("timestamp", "an ISO 8601 instant");
    }
  }

  private MalformedOutcomeException wrong(String name, String rule) throws IOException {
    return new MalformedOutcomeException(
        name + " must be " + rule + ", found " + Found.value(json));
  }

  private long requiredInteger(String name, OptionalLong field) {
    Long integer = field.isPresent() ? field.getAsLong() : null;
    return required(name, integer);
  }

  private <T> T required(String name, T field) {
    if (field == null) {
      throw new MalformedOutcomeException(
          name + " is required" + (type == null ? "" : " in " + Found.excerpt(type) + " outcomes")
              + ", found no such field");
    }
    return field;
  }
}
