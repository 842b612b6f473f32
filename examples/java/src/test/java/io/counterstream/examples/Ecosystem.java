package io.counterstream.examples;

import java.util.Map;

/** The kinds of clients that there are examples for. */
enum Ecosystem {
  NODE("Node.js", "node --version && npm --version", Map.of()),
  // Debian's package is for Debian's Python, which need not be the first one on the PATH.
  PYTHON(
      "Python",
      "python3 -c 'import confluent_kafka'",
      Map.of("PATH", "/usr/bin:" + System.getenv("PATH"))),
  SHELL("Shell", "kcat -V", Map.of()),
  JAVA("Java", "java -version", Map.of()),
  SPRING_BOOT("Spring Boot", "mvn --version", Map.of());

  private final String heading;
  private final String probe;
  private final Map<String, String> environment;

  Ecosystem(String heading, String probe, Map<String, String> environment) {
    this.heading = heading;
    this.probe = probe;
    this.environment = environment;
  }

  /** The heading of its section in the page of examples. */
  String heading() {
    return heading;
  }

  /** A command that fails if a tool is missing. */
  String probe() {
    return probe;
  }

  /** Variables that its commands need. */
  Map<String, String> environment() {
    return environment;
  }
}
