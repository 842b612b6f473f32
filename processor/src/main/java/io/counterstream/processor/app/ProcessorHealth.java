package io.counterstream.processor.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.processor.progress.Stall;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * A processor's health.
 *
 * @param stream the state of Kafka Streams
 * @param brokersReachable whether a broker responds
 * @param stalls what makes no progress
 */
record ProcessorHealth(State stream, boolean brokersReachable, List<Stall> stalls) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Whether the stream runs or rebalances, a broker responds, and every partition progresses. */
  boolean healthy() {
    return stream.isRunningOrRebalancing() && brokersReachable && stalls.isEmpty();
  }

  /** The health as JSON; the reasons are there only if there are any. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", healthy() ? "up" : "down");
      json.writeStringField("stream", stream.name());
      if (!brokersReachable) {
        json.writeStringField("brokers", "unreachable");
      }
      if (!stalls.isEmpty()) {
        json.writeArrayFieldStart("stalls");
        for (Stall stall : stalls) {
          write(json, stall);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Stall stall) throws IOException {
    json.writeStartObject();
    json.writeStringField("waitsFor", stall.kind().label());
    json.writeStringField("cause", stall.cause());
    json.writeArrayFieldStart("partitions");
    for (String partition : stall.partitions()) {
      json.writeString(partition);
    }
    json.writeEndArray();
    json.writeNumberField("seconds", stall.lasted().toSeconds());
    json.writeEndObject();
  }
}
