package io.counterstream.cli;

import io.counterstream.processor.app.TestProcessors;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The command line with the options for a deployment.
 *
 * @param deployment on the servers that all tests share
 */
record Cli(Deployment deployment) {
  private static final int PARTITIONS = 4;

  /** A deployment of this name that does not exist. */
  static Cli missing(String name) {
    return new Cli(new Deployment(Servers.shared(), name, PARTITIONS, Map.of()));
  }

  /** A new deployment without a processor: no command gets an outcome. */
  static Cli withoutProcessor() {
    return new Cli(TestProcessors.deploy(PARTITIONS));
  }

  /** A new deployment with a processor, which runs until the JVM ends. */
  static Cli withProcessor() {
    Cli cli = withoutProcessor();
    TestProcessors.start(cli.deployment);
    return cli;
  }

  /** The deployment with a processor that all tests share. */
  static Cli shared() {
    return Shared.INSTANCE;
  }

  /** Runs a command; returns the exit code. */
  int run(Terminal terminal, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    boolean readsTable = List.of("list", "inspect").contains(arguments[0])
        || List.of(arguments).contains("--from-table");
    // Before the other arguments, which may end with '--' and names.
    int commandWords = arguments[0].equals("dlq") ? 2 : 1;
    all.addAll(commandWords, readsTable ? tableOptions() : kafkaOptions());
    return terminal.run(all.toArray(String[]::new));
  }

  List<String> kafkaOptions() {
    return List.of(
        "--topic-prefix",
        deployment.name(),
        "--bootstrap-server",
        deployment.servers().bootstrapServers());
  }

  private List<String> tableOptions() {
    return List.of(
        "--table-name",
        deployment.name(),
        "--table-endpoint",
        deployment.servers().tableEndpoint().toString());
  }

  /** Starts the shared deployment at its first use. */
  private static final class Shared {
    static final Cli INSTANCE = withProcessor();
  }
}
