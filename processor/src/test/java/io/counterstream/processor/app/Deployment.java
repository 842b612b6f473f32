package io.counterstream.processor.app;

import io.counterstream.contract.Topics;
import io.counterstream.testkit.Servers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Topics, table and group of one test's own, on the servers that all tests share.
 *
 * @param servers where
 * @param name prefix of topics, name of table and group
 * @param partitions of each topic
 * @param differences of its processors from the settings that all tests have
 */
record Deployment(Servers servers, String name, int partitions, Map<String, String> differences) {
  /** For processors that are killed or fail: a dead one is missed soon, and so is a stalled one. */
  static final Map<String, String> MORTAL = Map.of(
      "transaction.timeout.ms", "4000",
      "kafka.main.consumer.session.timeout.ms", "2000",
      "kafka.main.consumer.heartbeat.interval.ms", "500");

  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /** A new one; its topics and table are created. */
  static Deployment create(int partitions) {
    return create(partitions, Map.of());
  }

  /** A new one with its own settings, such as {@link #MORTAL}; topics and table are created. */
  static Deployment create(int partitions, Map<String, String> differences) {
    String name = "t-" + UUID.randomUUID();
    Deployment deployment = new Deployment(Servers.shared(), name, partitions, differences);
    CounterProcessor.provision(deployment.settings(Map.of()));
    return deployment;
  }

  Topics topics() {
    return new Topics(name);
  }

  /** The settings, patient ones for a busy machine, with this deployment's and more differences. */
  Map<String, String> texts(Map<String, String> more) {
    Map<String, String> texts = new HashMap<>();
    texts.put("bootstrap.servers", servers.bootstrapServers());
    texts.put("table.endpoint", servers.tableEndpoint().toString());
    texts.put("application.id", name);
    texts.put("topic.prefix", name);
    texts.put("table.name", name);
    texts.put("partitions", Integer.toString(partitions));
    texts.put("transaction.timeout.ms", "30000");
    texts.put("kafka.main.consumer.session.timeout.ms", "20000");
    texts.putAll(differences);
    texts.putAll(more);
    return texts;
  }

  ProcessorSettings settings(Map<String, String> more) {
    return ProcessorSettings.of(texts(more));
  }

  /** A processor in this JVM, running. */
  CounterProcessor start(Map<String, String> more) {
    return running(CounterProcessor.start(settings(more)));
  }

  static CounterProcessor running(CounterProcessor processor) {
    try {
      if (!processor.awaitRunning(START_TIMEOUT)) {
        processor.close();
        throw new AssertionError("not running after " + START_TIMEOUT);
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
    return processor;
  }

  KafkaProbe kafka() {
    return new KafkaProbe(servers.bootstrapServers());
  }

  TableProbe table() {
    return new TableProbe(servers.tableEndpoint(), name);
  }
}
