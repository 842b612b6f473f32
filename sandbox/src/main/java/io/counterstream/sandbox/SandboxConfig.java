package io.counterstream.sandbox;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * The ports and the data directory of a sandbox.
 *
 * @param kafkaPort 0 to 65535; 0 chooses a free port
 * @param tablePort 0 to 65535; 0 chooses a free port
 * @param directory keeps the data for the next start; if empty, the data is deleted at close
 * @param partitions the default number of partitions of a topic, 1 or more
 * @param access whether the broker checks access
 */
public record SandboxConfig(
    int kafkaPort, int tablePort, Optional<Path> directory, int partitions, Access access) {

  /** Whether the broker checks what its clients may do. */
  public enum Access {
    /** Everything is permitted. */
    OPEN,
    /** What has access control lists is permitted as they say, everything else is permitted. */
    ACLS
  }

  /** Checks the ranges. */
  public SandboxConfig {
    requirePort("kafkaPort", kafkaPort);
    requirePort("tablePort", tablePort);
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(access, "access");
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be at least 1, was " + partitions);
    }
  }

  /** Free ports, no directory, 4 partitions. */
  public static SandboxConfig defaults() {
    return new SandboxConfig(0, 0, Optional.empty(), 4, Access.OPEN);
  }

  public SandboxConfig withKafkaPort(int port) {
    return new SandboxConfig(port, tablePort, directory, partitions, access);
  }

  public SandboxConfig withTablePort(int port) {
    return new SandboxConfig(kafkaPort, port, directory, partitions, access);
  }

  public SandboxConfig withDirectory(Path kept) {
    return new SandboxConfig(kafkaPort, tablePort, Optional.of(kept), partitions, access);
  }

  public SandboxConfig withPartitions(int count) {
    return new SandboxConfig(kafkaPort, tablePort, directory, count, access);
  }

  public SandboxConfig withAccess(Access checked) {
    return new SandboxConfig(kafkaPort, tablePort, directory, partitions, checked);
  }

  private static void requirePort(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(name + " must be 0 to 65535, was " + port);
    }
  }
}
