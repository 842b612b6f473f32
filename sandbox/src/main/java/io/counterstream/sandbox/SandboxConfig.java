package io.counterstream.sandbox;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the servers of a sandbox listen, and where their data goes.
 *
 * @param kafkaPort 0 to 65535; 0 takes a free one
 * @param tablePort 0 to 65535; 0 takes a free one
 * @param directory survives restarts; empty for data that ends with the sandbox
 * @param partitions of a topic created without saying how many; at least 1
 */
public record SandboxConfig(
    int kafkaPort, int tablePort, Optional<Path> directory, int partitions) {

  /** Rejects what no server could use. */
  public SandboxConfig {
    requirePort("kafkaPort", kafkaPort);
    requirePort("tablePort", tablePort);
    Objects.requireNonNull(directory, "directory");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
    }
  }

  /** Free ports, nothing kept, 4 partitions. */
  public static SandboxConfig defaults() {
    return new SandboxConfig(0, 0, Optional.empty(), 4);
  }

  public SandboxConfig withKafkaPort(int port) {
    return new SandboxConfig(port, tablePort, directory, partitions);
  }

  public SandboxConfig withTablePort(int port) {
    return new SandboxConfig(kafkaPort, port, directory, partitions);
  }

  public SandboxConfig withDirectory(Path kept) {
    return new SandboxConfig(kafkaPort, tablePort, Optional.of(kept), partitions);
  }

  public SandboxConfig withPartitions(int count) {
    return new SandboxConfig(kafkaPort, tablePort, directory, count);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " must be 0 to 65535, was " + port);
    }
  }
}
