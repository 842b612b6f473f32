package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** Writes outcomes as JSON and reads them tolerantly. Stateless and thread-safe. */
public final class OutcomeCodec {
  private OutcomeCodec() {}

  /** The outcome as JSON in UTF-8, fields in the contract's order. */
  public static byte[] encode(Outcome outcome) {
    return JsonBytes.object(json -> {
      json.writeStringField("type", outcome.type().word());
      json.writeStringField("commandId", outcome.commandId());
      if (outcome instanceof Outcome.Applied applied) {
        write(applied, json);
      } else if (outcome instanceof Outcome.Conflict conflict) {
        write(conflict, json);
      } else if (outcome instanceof Outcome.Rejected rejected) {
        write(rejected, json);
      }
      json.writeStringField("timestamp", Timestamps.text(outcome.timestamp()));
    });
  }

  private static void write(Outcome.Applied applied, JsonGenerator json) throws IOException {
    json.writeStringField("counter", applied.counter());
    json.writeNumberField("delta", applied.delta());
    write(applied.expected(), applied.expectedVersion(), json);
    json.writeNumberField("previous", applied.previous());
    json.writeNumberField("value", applied.value());
    json.writeNumberField("version", applied.version());
  }

  private static void write(Outcome.Conflict conflict, JsonGenerator json) throws IOException {
    json.writeStringField("counter", conflict.counter());
    json.writeNumberField("delta", conflict.delta());
    write(conflict.expected(), conflict.expectedVersion(), json);
    json.writeNumberField("value", conflict.value());
    json.writeNumberField("version", conflict.version());
  }

  private static void write(Outcome.Rejected rejected, JsonGenerator json) throws IOException {
    if (rejected.counter().isPresent()) {
      json.writeStringField("counter", rejected.counter().get());
    }
    json.writeStringField("reason", rejected.reason());
    json.writeStringField("message", rejected.message());
    if (rejected.state().isPresent()) {
      CounterState state = rejected.state().get();
      json.writeNumberField("value", state.value());
      json.writeNumberField("version", state.version());
    }
  }

  private static void write(Expectation expected, OptionalLong version, JsonGenerator json)
      throws IOException {
    ExpectationWord.write(expected, json);
    if (version.isPresent()) {
      json.writeNumberField("expectedVersion", version.getAsLong());
    }
  }

  /**
   * Reads an outcome, of this version or a later one.
   *
   * <ul>
   *   <li>Fields may stand in any order; of one that stands twice the last counts.
   *   <li>Fields it doesn't know are ignored, whatever they hold; null is as good as missing.
   *   <li>A {@code reason} it doesn't know is kept.
   * </ul>
   *
   * @throws MalformedOutcomeException if the bytes are no outcome; the message says why
   */
  public static Outcome decode(byte[] value) {
    if (value == null) {
      throw new MalformedOutcomeException("expected an outcome as a JSON object, found null");
    }
    int malformed = Utf8.firstFault(value);
    if (malformed != Utf8.WELL_FORMED) {
      throw new MalformedOutcomeException(
          "expected an outcome as JSON in UTF-8, found other bytes at byte " + malformed);
    }
    try (JsonParser json = JsonBytes.parser(new String(value, StandardCharsets.UTF_8))) {
      JsonToken first = json.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new MalformedOutcomeException("expected an outcome as a JSON object, found "
            + (first == null ? "nothing" : Found.value(json)));
      }
      return new OutcomeReader(json).read();
    } catch (IOException malformedJson) {
      throw new MalformedOutcomeException(
          "expected an outcome as a JSON object, found malformed JSON: "
              + Found.excerpt(String.valueOf(malformedJson.getMessage())));
    } catch (IllegalArgumentException contradiction) {
      throw new MalformedOutcomeException("the outcome contradicts itself: "
          + Found.excerpt(String.valueOf(contradiction.getMessage())));
    }
  }

  /** Reads a record's value; empty if it is null or no outcome, as of another program's record. */
  public static Optional<Outcome> tryDecode(byte[] value) {
    try {
      return Optional.ofNullable(value).map(OutcomeCodec::decode);
    } catch (MalformedOutcomeException otherRecord) {
      return Optional.empty();
    }
  }
}
