package io.counterstream.cli;

import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.ProcessorSettings;
import io.counterstream.testkit.Servers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Topics and a table of their own on the servers that all tests share.
 *
 * @param name prefix of topics, name of table and group
 */
record Installation(String name) {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /** One without a processor: nobody answers. */
  static Installation silent() {
    Installation installation = new Installation("cli-" + UUID.randomUUID());
    CounterProcessor.provision(ProcessorSettings.of(installation.settings()));
    return installation;
  }

  /** One with a processor of its own, until the JVM ends. */
  static Installation started() {
    Installation installation = silent();
    CounterProcessor processor =
        CounterProcessor.start(ProcessorSettings.of(installation.settings()));
    try {
      if (!processor.awaitRunning(START_TIMEOUT)) {
        throw new AssertionError("not running after " + START_TIMEOUT);
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return installation;
  }

  /** The one with a processor that all tests share. */
  static Installation shared() {
    return Shared.INSTANCE;
  }

  String bootstrapServers() {
    return Servers.shared().bootstrapServers();
  }

  /** Runs a command on it; returns the exit code. */
  int run(Terminal terminal, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    boolean readsTable = List.of("list", "inspect").contains(arguments[0]);
    // In front of the others, which may end with '--' and names.
    all.addAll(1, readsTable ? tableOptions() : kafkaOptions());
    return terminal.run(all.toArray(String[]::new));
  }

  List<String> kafkaOptions() {
    return List.of("--topic-prefix", name, "--bootstrap-server", bootstrapServers());
  }

  private List<String> tableOptions() {
    return List.of(
        "--table-name",
        name,
        "--table-endpoint",
        Servers.shared().tableEndpoint().toString());
  }

  private Map<String, String> settings() {
    return Map.of(
        "bootstrap.servers",
        bootstrapServers(),
        "table.endpoint",
        Servers.shared().tableEndpoint().toString(),
        "application.id",
        name,
        "topic.prefix",
        name,
        "table.name",
        name,
        "partitions",
        "4",
        "transaction.timeout.ms",
        "30000",
        "kafka.main.consumer.session.timeout.ms",
        "20000");
  }

  /** Made when it is asked for. */
  private static final class Shared {
    static final Installation INSTANCE = started();
  }
}
