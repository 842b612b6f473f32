package io.counterstream.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of small brokers, the same for those in this JVM and those in a container.
 *
 * <p>They concern size (few partitions of the internal topics, little memory), the number of
 * brokers (replication factors), and patience: groups form at once, and an instance that died is
 * noticed in as little as a second if it asks for that.
 */
public final class BrokerSettings {
  private BrokerSettings() {}

  /** Those of a broker that is alone; names and values as in {@code server.properties}. */
  public static Map<String, String> small(int partitions) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("num.partitions", Integer.toString(partitions));
    settings.put("auto.create.topics.enable", "false");
    for (String topic : new String[] {"offsets.topic", "transaction.state.log"}) {
      settings.put(topic + ".num.partitions", "4");
      settings.put(topic + ".replication.factor", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "4");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("log.cleaner.dedupe.buffer.size", "2097152");
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    // Threads that start together join together. Else the second one waits for the first one's next
    // heartbeat, and that for all it has polled.
    settings.put("group.initial.rebalance.delay.ms", "300");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    // Else the transaction of an instance that died blocks its readers for up to 10 s more.
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    return settings;
  }

  /**
   * For a broker that is alone and never starts again on the same data: it keeps its partitions
   * even if it was suspended for long, as a laptop is.
   *
   * <p>Else it would lose the lead of all of them for a moment. Kafka 4.3 drops the end of a
   * transaction for a partition that has no leader when the transaction ends (KAFKA-20734), and
   * what was aborted there is committed by the next one. A broker that starts again on its data
   * must not have this: it would be taken for a second one until the session ends.
   */
  static Map<String, String> unmissed() {
    return Map.of("broker.session.timeout.ms", Long.toString(Duration.ofDays(1).toMillis()));
  }

  /**
   * Those of one of several brokers that may lose any one of them: each record stands in all, and
   * counts as written when all but one have it.
   */
  static Map<String, String> replicated(int partitions, int brokers) {
    Map<String, String> settings = small(partitions);
    String all = Integer.toString(brokers);
    String allButOne = Integer.toString(Math.max(1, brokers - 1));
    settings.put("default.replication.factor", all);
    settings.put("min.insync.replicas", allButOne);
    settings.put("offsets.topic.replication.factor", all);
    settings.put("transaction.state.log.replication.factor", all);
    settings.put("transaction.state.log.min.isr", allButOne);
    settings.put("share.coordinator.state.topic.replication.factor", all);
    settings.put("share.coordinator.state.topic.min.isr", allButOne);
    // A broker that died is missed after this long, and another one leads its partitions.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    return settings;
  }
}
