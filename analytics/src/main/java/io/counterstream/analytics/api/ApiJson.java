package io.counterstream.analytics.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The JSON of the API: {@code long} and {@code BigInteger} as texts, {@code Instant} and {@code
 * Duration} as numbers of milliseconds, {@code int} and {@code double} as numbers.
 */
final class ApiJson {
  private static final ObjectMapper MAPPER = new ObjectMapper()
      .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .registerModule(new SimpleModule()
          .addSerializer(Long.class, ToStringSerializer.instance)
          .addSerializer(long.class, ToStringSerializer.instance)
          .addSerializer(BigInteger.class, ToStringSerializer.instance)
          .addSerializer(Instant.class, new MillisOfInstant())
          .addDeserializer(Instant.class, new InstantOfMillis())
          .addSerializer(Duration.class, new MillisOfDuration())
          .addDeserializer(Duration.class, new DurationOfMillis()));

  private ApiJson() {}

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static String text(Object value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /** The form in which another instance reads the query, with its type. */
  static String queryText(PartitionQuery query) {
    try {
      return MAPPER.writerFor(PartitionQuery.class).writeValueAsString(query);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static <T> T read(byte[] json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  static <T> T convert(JsonNode json, Class<T> type) {
    return MAPPER.convertValue(json, type);
  }

  static JsonNode tree(byte[] json) {
    return read(json, JsonNode.class);
  }

  /** Replaces the integers of an outcome by texts, and adds where its record is. */
  static ObjectNode outcome(byte[] json, String topic, int partition, long offset) {
    ObjectNode outcome = exact(tree(json));
    outcome.put("topic", topic);
    outcome.put("partition", partition);
    outcome.put("offset", Long.toString(offset));
    return outcome;
  }

  /** An alert as the API has it: integers as texts, its time as a number. */
  static ObjectNode alert(byte[] json) {
    ObjectNode alert = (ObjectNode) tree(json);
    for (String neighbour : new String[] {"before", "after"}) {
      if (alert.get(neighbour) instanceof ObjectNode link) {
        int partition = link.path("partition").intValue();
        exact(link).put("partition", partition);
      }
    }
    String detected = alert.path("detectedAt").textValue();
    alert.put("detectedAt", Instant.parse(detected).toEpochMilli());
    return alert;
  }

  private static ObjectNode exact(JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (field.getValue().isIntegralNumber()) {
        field.setValue(new TextNode(field.getValue().bigIntegerValue().toString()));
      }
    }
    return (ObjectNode) object;
  }

  /** Writes an instant. */
  private static final class MillisOfInstant extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant time, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(time.toEpochMilli());
    }
  }

  /** Reads an instant. */
  private static final class InstantOfMillis extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      return Instant.ofEpochMilli(json.getValueAsLong());
    }
  }

  /** Writes a duration. */
  private static final class MillisOfDuration extends JsonSerializer<Duration> {
    @Override
    public void serialize(Duration duration, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(duration.toMillis());
    }
  }

  /** Reads a duration. */
  private static final class DurationOfMillis extends JsonDeserializer<Duration> {
    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return Duration.ofMillis(json.getValueAsLong());
    }
  }
}
