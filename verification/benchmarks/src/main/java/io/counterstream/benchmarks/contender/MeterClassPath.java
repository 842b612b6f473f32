package io.counterstream.benchmarks.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An entry of the class path by which the AWS SDK adds a {@link TableMeter} to every DynamoDB
 * client. It is not in this module's jar, because only contenders are metered: a processor of the
 * same installation is not.
 */
final class MeterClassPath {
  private static final Path RESOURCE =
      Path.of("software/amazon/awssdk/services/dynamodb/execution.interceptors");

  private MeterClassPath() {}

  /** Creates the entry, a directory that is deleted when this JVM ends. */
  static Path create() throws IOException {
    Path entry = Files.createTempDirectory("counterstream-bench-");
    Path file = entry.resolve(RESOURCE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, TableMeter.class.getName());
    // What is registered last is deleted first.
    entry.toFile().deleteOnExit();
    Path created = entry;
    for (Path name : RESOURCE) {
      created = created.resolve(name);
      created.toFile().deleteOnExit();
    }
    return entry;
  }
}
