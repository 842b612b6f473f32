package counterstream.app;

import counterstream.contract.Topics;
import counterstream.sandbox.testing.Servers;
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
 */
record Deployment(Servers servers, String name, int partitions) {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  /** A new one; its topics and table are created. */
  static Deployment create(int partitions) {
    String name = "t-" + UUID.randomUUID();
    Deployment deployment = new Deployment(Servers.shared(), name, partitions);
    CounterProcessor.provision(deployment.settings(Map.of()));
    return deployment;
  }

  Topics topics() {
    return new Topics(name);
  }

  /** The settings, with quick detection of dead members, and with differences. */
  Map<String, String> texts(Map<String, String> differences) {
    Map<String, String> texts = new HashMap<>();
    texts.put("bootstrap.servers", servers.bootstrapServers());
    texts.put("table.endpoint", servers.tableEndpoint().toString());
    texts.put("application.id", name);
    texts.put("topic.prefix", name);
    texts.put("table.name", name);
    texts.put("partitions", Integer.toString(partitions));
    texts.put("transaction.timeout.ms", "4000");
    texts.put("kafka.main.consumer.session.timeout.ms", "2000");
    texts.put("kafka.main.consumer.heartbeat.interval.ms", "500");
    texts.putAll(differences);
    return texts;
  }

  ProcessorSettings settings(Map<String, String> differences) {
    return ProcessorSettings.of(texts(differences));
  }

  /** A processor in this JVM, running. */
  CounterProcessor start(Map<String, String> differences) {
    return running(CounterProcessor.start(settings(differences)));
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
