package io.counterstream.contract.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes outcomes as JSON and reads them tolerantly. Stateless and thread-safe. */
public final class OutcomeCodec {
  private OutcomeCodec() {}

  /** Encodes an outcome as JSON in UTF-8, with its fields in the contract's order. */
  public static byte[] encode(Outcome outcome) {
    return JsonBytes.object(json -> {
      json.writeStringField("type", outcome.type().word());
      json.writeStringField("commandId", outcome.commandId());
      if (outcome.counterName().isPresent()) {
        json.writeStringField("counter", outcome.counterName().get());
      }
      if (outcome instanceof Outcome.OfCommand decided) {
        json.writeNumberField("delta", decided.delta());
        RepeatedFields.write(decided.command(), json);
      }
      if (outcome instanceof Outcome.Applied applied) {
        json.writeNumberField("previous", applied.previous());
      } else if (outcome instanceof Outcome.Conflict conflict && isCauseOpen(conflict)) {
        json.writeStringField("cause", conflict.cause());
      } else if (outcome instanceof Outcome.Rejected rejected) {
        writeReason(rejected, json);
      }
      if (outcome.state().isPresent()) {
        writeState(outcome.state().get(), json);
      }
      json.writeStringField("timestamp", Timestamps.text(outcome.timestamp()));
    });
  }

  /** A command without bounds has one cause for a conflict, which is not written. */
  private static boolean isCauseOpen(Outcome.Conflict conflict) {
    return !conflict.command().bounds().isEmpty()
        || !conflict.cause().equals(Outcome.Conflict.EXPECTED);
  }

  private static void writeReason(Outcome.Rejected rejected, JsonGenerator json)
      throws IOException {
    json.writeStringField("reason", rejected.reason());
    json.writeStringField("message", rejected.message());
    if (rejected.original().isPresent()) {
      Outcome.Original original = rejected.original().get();
      json.writeStringField("of", original.eventId());
      json.writeStringField("originalTimestamp", Timestamps.text(original.timestamp()));
    }
  }

  private static void writeState(CounterState state, JsonGenerator json) throws IOException {
    json.writeNumberField("value", state.value());
    json.writeNumberField("version", state.version());
    if (state.deleted()) {
      json.writeBooleanField("deleted", true);
    }
  }

  /**
   * Decodes an outcome of this version or of a later one.
   *
   * <ul>
   *   <li>Fields may be in any order; the last of several fields with one name counts.
   *   <li>Unknown fields are ignored, whatever their values; null is the same as a missing field.
   *   <li>An unknown {@code reason} or {@code cause} is kept.
   * </ul>
   *
   * @throws MalformedOutcomeException if the bytes are not an outcome; the message says why
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

  /** As {@link #decode}, but empty for null and for records of other programs. */
  public static Optional<Outcome> tryDecode(byte[] value) {
    try {
      return Optional.ofNullable(value).map(OutcomeCodec::decode);
    } catch (MalformedOutcomeException otherRecord) {
      return Optional.empty();
    }
  }
}
