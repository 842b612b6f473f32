package io.counterstream.benchmarks.contender;

import io.counterstream.contract.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a contender works: servers, topics, table.
 *
 * @param bootstrapServers of Kafka
 * @param tableEndpoint of DynamoDB; empty for the region's own
 * @param name prefix of the topics and name of the consumer group
 * @param table the table's name
 * @param latency in front of the table
 * @param settings of the processor, where they are not its defaults
 */
public record Assignment(
    String bootstrapServers,
    Optional<URI> tableEndpoint,
    String name,
    String table,
    Duration latency,
    Map<String, String> settings) {
  private static final String SETTING = "setting:";

  /** Requests of a contender that are under way at once at most; the processor's default. */
  public static final int IN_FLIGHT = 128;

  /** Copies the settings. */
  public Assignment {
    settings = Map.copyOf(settings);
  }

  /** The topics' names. */
  public Topics topics() {
    return new Topics(name);
  }

  /** As fields of a message to another JVM. */
  Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>();
    fields.put("bootstrap", bootstrapServers);
    tableEndpoint.ifPresent(endpoint -> fields.put("endpoint", endpoint.toString()));
    fields.put("name", name);
    fields.put("table", table);
    fields.put("latencyMicros", Long.toString(latency.toNanos() / 1000));
    settings.forEach((setting, value) -> fields.put(SETTING + setting, value));
    return fields;
  }

  static Assignment of(Message message) {
    return new Assignment(
        message.text("bootstrap"),
        Optional.ofNullable(message.fields().get("endpoint")).map(URI::create),
        message.text("name"),
        message.text("table"),
        Duration.ofNanos(message.number("latencyMicros") * 1000),
        message.fields().entrySet().stream()
            .filter(field -> field.getKey().startsWith(SETTING))
            .collect(Collectors.toMap(
                field -> field.getKey().substring(SETTING.length()), Map.Entry::getValue)));
  }
}
