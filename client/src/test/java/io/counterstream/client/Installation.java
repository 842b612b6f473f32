package io.counterstream.client;

import io.counterstream.processor.app.CounterProcessor;
import io.counterstream.processor.app.ProcessorSettings;
import io.counterstream.testkit.Servers;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Topics, table and group of one test's own, on given servers.
 *
 * @param name prefix of topics, name of table and group
 */
record Installation(String bootstrapServers, URI tableEndpoint, String name) {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration CLIENT_TIMEOUT = Duration.ofMinutes(1);
  private static final int PARTITIONS = 4;

  /** A new one on the servers that all tests share; its topics and table are created. */
  static Installation create() {
    Servers servers = Servers.shared();
    return create(servers.bootstrapServers(), servers.tableEndpoint());
  }

  static Installation create(String bootstrapServers, URI tableEndpoint) {
    Installation installation =
        new Installation(bootstrapServers, tableEndpoint, "t-" + UUID.randomUUID());
    CounterProcessor.provision(ProcessorSettings.of(installation.settings()));
    return installation;
  }

  /** Settings of its processors; patient ones, for machines that are busy with other things. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("table.endpoint", tableEndpoint.toString());
    settings.put("application.id", name);
    settings.put("topic.prefix", name);
    settings.put("table.name", name);
    settings.put("partitions", Integer.toString(PARTITIONS));
    settings.put("transaction.timeout.ms", "30000");
    settings.put("kafka.main.consumer.session.timeout.ms", "20000");
    return settings;
  }

  /** Settings of processors that are killed: their successors should not wait for long. */
  Map<String, String> mortalSettings() {
    Map<String, String> settings = settings();
    settings.put("transaction.timeout.ms", "8000");
    settings.put("kafka.main.consumer.session.timeout.ms", "4000");
    settings.put("kafka.main.consumer.heartbeat.interval.ms", "1000");
    return settings;
  }

  /** A processor in this JVM, running. */
  CounterProcessor startProcessor() {
    CounterProcessor processor = CounterProcessor.start(ProcessorSettings.of(settings()));
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

  ClientConfig config() {
    return ClientConfig.of(bootstrapServers).withTopicPrefix(name).withTimeout(CLIENT_TIMEOUT);
  }

  Counters connect() {
    return Counters.connect(config());
  }
}
