package io.counterstream.sandbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The ports and the data directory of a sandbox.
 *
 * @param kafkaPort 0 to 65535; 0 chooses a free port
 * @param tablePort 0 to 65535; 0 chooses a free port
 * @param directory keeps the data for the next start; if empty, the data is deleted at close
 * @param partitions the default number of partitions of a topic, 1 or more
 * @param broker how the broker differs from an open one with one listener
 */
public record SandboxConfig(
    int kafkaPort, int tablePort, Optional<Path> directory, int partitions, Broker broker) {

  /**
   * How a broker differs from an open one with one listener.
   *
   * @param settings named as in {@code server.properties}, such as an authorizer's
   * @param listeners more listeners, each on a free port: their names in upper case, and their
   *     security protocols, such as {@code SASL_SSL}
   */
  public record Broker(Map<String, String> settings, Map<String, String> listeners) {
    /** One listener, and everything is permitted. */
    public static final Broker OPEN = new Broker(Map.of(), Map.of());

    /** Copies the maps. */
    public Broker {
      settings = Map.copyOf(settings);
      listeners = Map.copyOf(listeners);
    }
  }

  /** Checks the ranges. */
  public SandboxConfig {
    requirePort("kafkaPort", kafkaPort);
    requirePort("tablePort", tablePort);
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(broker, "broker");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
    }
  }

  /** Free ports, no directory, 4 partitions. */
  public static SandboxConfig defaults() {
    return new SandboxConfig(0, 0, Optional.empty(), 4, Broker.OPEN);
  }

  public SandboxConfig withKafkaPort(int port) {
    return new SandboxConfig(port, tablePort, directory, partitions, broker);
  }

  public SandboxConfig withTablePort(int port) {
    return new SandboxConfig(kafkaPort, port, directory, partitions, broker);
  }

  public SandboxConfig withDirectory(Path kept) {
    return new SandboxConfig(kafkaPort, tablePort, Optional.of(kept), partitions, broker);
  }

  public SandboxConfig withPartitions(int count) {
    return new SandboxConfig(kafkaPort, tablePort, directory, count, broker);
  }

  public SandboxConfig withBroker(Broker chosen) {
    return new SandboxConfig(kafkaPort, tablePort, directory, partitions, chosen);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " must be 0 to 65535, was " + port);
    }
  }
}
