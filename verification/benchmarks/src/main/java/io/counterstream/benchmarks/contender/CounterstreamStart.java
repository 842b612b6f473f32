package io.counterstream.benchmarks.contender;

import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.ProcessorSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Starts the processor with its default settings and those of the environment. */
public final class CounterstreamStart {
  private static final String SESSION_MILLIS = "6000";

  private CounterstreamStart() {}

  /** Creates the topics and the table, which all contenders use. */
  public static void provision(Assignment assignment, int partitions) {
    Map<String, String> settings = new HashMap<>(addresses(assignment));
    settings.put("partitions", Integer.toString(partitions));
    CounterProcessor.provision(ProcessorSettings.of(settings));
  }

  static AutoCloseable start(Assignment assignment) {
    ProcessorSettings settings = ProcessorSettings.of(settings(assignment, System.getenv()));
    DynamoDb.Address table = settings.table();
    return CounterProcessor.start(
        settings,
        DynamoDb.open(
            table, DelayedHttp.builder(assignment.latency(), table.requestsInFlightMax())));
  }

  /** Returns the number of stream threads of each contender. */
  public static int streamThreads() {
    return Integer.parseInt(
        ProcessorSettings.fromEnvironment(System.getenv()).getOrDefault("stream.threads", "2"));
  }

  /** Returns the session timeout of each contender. */
  public static Duration session() {
    return Duration.ofMillis(Long.parseLong(ProcessorSettings.fromEnvironment(System.getenv())
        .getOrDefault("kafka.main.consumer.session.timeout.ms", SESSION_MILLIS)));
  }

  /** Returns the settings of the environment, overridden by those of the measurement. */
  static Map<String, String> settings(Assignment assignment, Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>(ProcessorSettings.fromEnvironment(environment));
    settings.putAll(addresses(assignment));
    settings.putAll(assignment.settings());
    return settings;
  }

  private static Map<String, String> addresses(Assignment assignment) {
    return Map.of(
        "bootstrap.servers", assignment.bootstrapServers(),
        "table.endpoint", assignment.endpoint(),
        "application.id", assignment.name(),
        "kafka.client.id", // tells the processes of one group apart
            assignment.name() + "-" + ProcessHandle.current().pid(),
        "topic.prefix", assignment.name(),
        "table.name", assignment.table());
  }
}
