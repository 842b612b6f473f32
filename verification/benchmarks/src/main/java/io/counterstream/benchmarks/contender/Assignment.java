package io.counterstream.benchmarks.contender;

import io.counterstream.contract.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The servers, topics and table that a contender works with. All components have a form in JSON.
 *
 * @param bootstrapServers the addresses of Kafka
 * @param endpoint the endpoint of DynamoDB; empty for that of the region
 * @param name the prefix of the topics and the name of the consumer group
 * @param table the name of the table
 * @param latencyMicros the latency added to each request to the table
 * @param settings the settings of the processor that differ from its defaults
 */
public record Assignment(
    String bootstrapServers,
    String endpoint,
    String name,
    String table,
    long latencyMicros,
    Map<String, String> settings) {
  /** The maximum number of requests in flight of a contender; the processor's default. */
  public static final int IN_FLIGHT = 128;

  /** Copies the settings. */
  public Assignment {
    settings = Map.copyOf(settings);
  }

  /** Returns the names of the topics. */
  public Topics topics() {
    return new Topics(name);
  }

  Optional<URI> tableEndpoint() {
    return endpoint.isEmpty() ? Optional.empty() : Optional.of(URI.create(endpoint));
  }

  Duration latency() {
    return Duration.ofNanos(1000 * latencyMicros);
  }
}
