package io.counterstream.analytics.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the messages of the topics that analytics produces, as JSON in UTF-8. Integers of 64 bits
 * are numbers, as in outcomes; sums, which may be larger, are decimal texts.
 */
public final class AnalyticsMessages {
  private static final JsonFactory JSON = new JsonFactory();

  private AnalyticsMessages() {}

  /** Writes the fields of an object. */
  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static byte[] object(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static String time(long epochMillis) {
    return Timestamps.text(Instant.ofEpochMilli(epochMillis));
  }

  /**
   * The final result of a window, for {@code counter-stats}.
   *
   * @param counter the counter; empty for all counters of a partition
   */
  public static byte[] stats(
      Optional<String> counter, int partition, WindowSpan size, long start, WindowStats stats) {
    return object(json -> {
      json.writeStringField("type", "window");
      json.writeStringField("size", size.word());
      if (counter.isPresent()) {
        json.writeStringField("counter", counter.get());
      }
      json.writeNumberField("partition", partition);
      json.writeStringField("start", time(start));
      json.writeStringField("end", time(start + size.millis()));
      json.writeNumberField("applied", stats.applied());
      json.writeNumberField("conflicts", stats.conflicts());
      json.writeNumberField("rejected", stats.rejected());
      json.writeObjectFieldStart("reasons");
      for (Map.Entry<String, Long> reason : stats.reasons().entrySet()) {
        json.writeNumberField(reason.getKey(), reason.getValue());
      }
      json.writeEndObject();
      json.writeStringField("positive", stats.positive().toString());
      json.writeStringField("negative", stats.negative().toString());
      if (counter.isPresent() && stats.applied() > 0) {
        json.writeNumberField("first", stats.first());
        json.writeNumberField("last", stats.last());
        json.writeNumberField("least", stats.least());
        json.writeNumberField("greatest", stats.greatest());
      }
    });
  }

  /** The newest state of a counter, for {@code counter-latest}. */
  public static byte[] latest(String counter, CounterEntry entry) {
    return object(json -> {
      json.writeStringField("type", "latest");
      json.writeStringField("counter", counter);
      json.writeNumberField("value", entry.value());
      json.writeNumberField("version", entry.version());
      json.writeBooleanField("exists", entry.exists());
      json.writeStringField("timestamp", Timestamps.text(entry.changedAt()));
    });
  }

  /** The sum of a node in one partition, for {@code counter-rollups}. */
  public static byte[] rollup(String node, int partition, RollupSum sum, long timeMillis) {
    return object(json -> {
      json.writeStringField("type", "rollup");
      json.writeStringField("name", node);
      json.writeNumberField("partition", partition);
      json.writeStringField("sum", sum.sum().toString());
      json.writeNumberField("counters", sum.counters());
      json.writeStringField("timestamp", time(timeMillis));
    });
  }

  /** An alert, for {@code counter-alerts}. */
  public static byte[] alert(Alert alert, Topics topics, long detectedMillis) {
    return object(json -> {
      json.writeStringField("type", alert.type().word());
      if (alert.counter().isPresent()) {
        json.writeStringField("counter", alert.counter().get());
      }
      json.writeStringField("message", alert.message());
      json.writeStringField("detectedAt", time(detectedMillis));
      if (alert.before().isPresent()) {
        json.writeObjectFieldStart("before");
        writeLink(json, alert.before().get(), topics);
      }
      json.writeObjectFieldStart("after");
      if (alert.after().isPresent()) {
        writeLink(json, alert.after().get(), topics);
      } else {
        writePlace(json, alert.place(), topics);
        json.writeEndObject();
      }
    });
  }

  private static void writeLink(JsonGenerator json, Link link, Topics topics) throws IOException {
    json.writeStringField("commandId", link.commandId());
    if (link.place().type() == Outcome.Type.APPLIED) {
      json.writeNumberField("previous", link.previous());
    }
    json.writeNumberField("value", link.value());
    json.writeNumberField("version", link.version());
    json.writeStringField("timestamp", Timestamps.text(link.timestamp()));
    writePlace(json, link.place(), topics);
    json.writeEndObject();
  }

  private static void writePlace(JsonGenerator json, OutcomePlace place, Topics topics)
      throws IOException {
    json.writeStringField("topic", topics.of(place.type()));
    json.writeNumberField("partition", place.partition());
    json.writeNumberField("offset", place.offset());
  }
}
