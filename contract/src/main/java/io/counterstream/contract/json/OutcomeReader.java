package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
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
  private String cause = Outcome.Conflict.EXPECTED;
  private String originalId;
  private boolean delete;
  private boolean deleted;
  private Instant timestamp;
  private Instant originalTimestamp;
  private OptionalLong delta = OptionalLong.empty();
  private OptionalLong expectedVersion = OptionalLong.empty();
  private OptionalLong min = OptionalLong.empty();
  private OptionalLong max = OptionalLong.empty();
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
      case "cause" -> cause = string(name);
      case "of" -> originalId = string(name);
      case "expected" -> expected = expectation();
      case "delete" -> delete = bool(name);
      case "deleted" -> deleted = bool(name);
      case "timestamp" -> timestamp = instant(name);
      case "originalTimestamp" -> originalTimestamp = instant(name);
      case "delta" -> delta = integer(name);
      case "expectedVersion" -> expectedVersion = integer(name);
      case "min" -> min = integer(name);
      case "max" -> max = integer(name);
      case "previous" -> previous = integer(name);
      case "value" -> value = integer(name);
      case "version" -> version = integer(name);
      default -> {
        // A field of a later version.
      }
    }
  }

  private Outcome applied() {
    long before = requiredInteger("previous", previous);
    Outcome.Applied applied =
        new Outcome.Applied(command(), before, state(), required("timestamp", timestamp));
    if (applied.delta() != delta.orElseThrow()) {
      throw new MalformedOutcomeException("delta must be " + applied.delta()
          + ", as the counter was deleted, found " + delta.getAsLong());
    }
    return applied;
  }

  private Outcome conflict() {
    return new Outcome.Conflict(command(), cause, state(), required("timestamp", timestamp));
  }

  private CounterCommand command() {
    String id = required("commandId", commandId);
    String name = required("counter", counter);
    long added = requiredInteger("delta", delta);
    return new CounterCommand(
        id,
        name,
        delete ? 0 : added,
        required("expected", expected),
        expectedVersion,
        new Bounds(min, max),
        delete);
  }

  private Outcome rejected() {
    boolean stateless = value.isEmpty() && version.isEmpty();
    boolean first = originalId == null && originalTimestamp == null;
    return new Outcome.Rejected(
        required("commandId", commandId),
        Optional.ofNullable(counter),
        required("reason", reason),
        required("message", message),
        stateless ? Optional.empty() : Optional.of(state()),
        first ? Optional.empty() : Optional.of(original()),
        required("timestamp", timestamp));
  }

  private Outcome.Original original() {
    return new Outcome.Original(
        required("of", originalId), required("originalTimestamp", originalTimestamp));
  }

  private CounterState state() {
    return new CounterState(
        requiredInteger("value", value), requiredInteger("version", version), deleted);
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

  private boolean bool(String name) throws IOException {
    if (!json.currentToken().isBoolean()) {
      throw wrong(name, CommandField.DELETE.rule);
    }
    return json.getBooleanValue();
  }

  private Expectation expectation() throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return Expectation.exactly(integer("expected").getAsLong());
    }
    Expectation word = RepeatedFields.expectation(json.getText());
    if (word == null) {
      throw wrong("expected", CommandField.EXPECTED.rule);
    }
    return word;
  }

  private Instant instant(String name) throws IOException {
    String text = string(name);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notIso) {
      throw wrong(name, "an ISO 8601 instant");
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
