package io.counterstream.client;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The oldest kafka-clients that the client runs with, which the build puts in this folder. */
final class OldestKafka {
  static final String VERSION = "3.9.0";

  private static final Path JAR = Path.of("target", "oldest-kafka", "kafka-clients.jar");

  private OldestKafka() {}

  /** This JVM's class path, with the oldest kafka-clients instead of its own. */
  static String classPath() {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(
          "no " + JAR.toAbsolutePath() + ": Maven's" + " process-test-classes copies it there");
    }
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> entry.matches(".*kafka-clients-[^/]*\\.jar") ? JAR.toString() : entry)
        .collect(Collectors.joining(File.pathSeparator));
  }
}
