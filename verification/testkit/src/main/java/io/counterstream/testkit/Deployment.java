package io.counterstream.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterstream.contract.Topics;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Topics, table and consumer group of one test on given servers. Nothing exists until a processor
 * provisions it.
 *
 * @param servers where
 * @param name prefix of the topics, name of the table and of the group
 * @param partitions of each topic
 * @param overrides settings of its processors that differ from {@link #settings}'s own
 */
public record Deployment(
    Servers servers, String name, int partitions, Map<String, String> overrides) {
  /** The main class of the processor. */
  public static final String PROCESSOR = "io.counterstream.processor.app.ProcessorMain";

  /** Overrides for processors that are killed or fail: their partitions move within seconds. */
  public static final Map<String, String> QUICK_FAILOVER = Map.of(
      "transaction.timeout.ms", "4000",
      "kafka.main.consumer.session.timeout.ms", "2000",
      "kafka.main.consumer.heartbeat.interval.ms", "500");

  /** A deployment with a name of its own on the servers that all tests share. */
  public static Deployment unique(int partitions, Map<String, String> overrides) {
    return new Deployment(Servers.shared(), "t-" + UUID.randomUUID(), partitions, overrides);
  }

  /** The names of its topics. */
  public Topics topics() {
    return new Topics(name);
  }

  /** The four topics that processors write to. */
  public List<String> resultTopics() {
    List<String> topics = new ArrayList<>(topics().outcomes());
    topics.add(topics().deadLetters());
    return topics;
  }

  /** Settings of a processor, with timeouts for a busy machine, the overrides, and more. */
  public Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", servers.bootstrapServers());
    settings.put("table.endpoint", servers.tableEndpoint().toString());
    settings.put("application.id", name);
    settings.put("topic.prefix", name);
    settings.put("table.name", name);
    settings.put("partitions", Integer.toString(partitions));
    settings.put("transaction.timeout.ms", "30000");
    settings.put("kafka.main.consumer.session.timeout.ms", "20000");
    settings.putAll(overrides);
    settings.putAll(more);
    return settings;
  }

  /** Starts {@link #PROCESSOR}, or a test's weakened one, in a JVM of its own. */
  public ChildJvm startProcess(String main, Map<String, String> more) {
    return process(main).start(arguments(settings(more)));
  }

  /** Describes such a JVM, which {@link #arguments} start. */
  public ChildJvm.Launch process(String main) {
    return ChildJvm.of(main, Path.of("target", "processors-" + name + ".log")).options("-Xmx256m");
  }

  /** Returns settings as arguments of a processor's main method. */
  public static List<String> arguments(Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
    return arguments;
  }

  /**
   * Returns a command as any client writes it, for the partition of its key.
   *
   * @param fields of its JSON besides id and counter
   */
  public ProducerRecord<byte[], byte[]> command(String id, String counter, String fields) {
    String json = "{\"commandId\":\"%s\",\"counter\":\"%s\",%s}".formatted(id, counter, fields);
    return new ProducerRecord<>(topics().commands(), counter.getBytes(UTF_8), json.getBytes(UTF_8));
  }

  /** Returns the record with this partition instead of its key's. */
  public static ProducerRecord<byte[], byte[]> inPartition(
      int partition, ProducerRecord<byte[], byte[]> record) {
    return new ProducerRecord<>(record.topic(), partition, record.key(), record.value());
  }

  /** Opens a client of the broker. */
  public KafkaClient kafka() {
    return new KafkaClient(servers.bootstrapServers());
  }

  /** Opens a client of the table. */
  public TableClient table() {
    return new TableClient(servers.tableEndpoint(), name);
  }
}
