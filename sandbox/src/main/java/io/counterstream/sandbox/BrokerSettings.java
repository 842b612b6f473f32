package io.counterstream.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of small brokers, the same for those in this JVM and those in a container.
 *
 * <p>They set the size (few partitions of the internal topics, little memory), the number of
 * brokers (replication factors), and time-outs: groups form at once, and the session time-out of a
 * member may be as short as a second.
 */
public final class BrokerSettings {
  private static final String AUTHORIZER =
      "org.apache.kafka.metadata.authorizer.StandardAuthorizer";

  private BrokerSettings() {}

  /** The settings of a single broker, named as in {@code server.properties}. */
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
    // Threads that start together join together. Otherwise the second thread waits for the next
    // heartbeat of the first one, which first processes everything that it has polled.
    settings.put("group.initial.rebalance.delay.ms", "300");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
    settings.put("group.min.session.timeout.ms", "1000");
    // Otherwise the transaction of an instance that died blocks readers for up to 10 s more.
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    return settings;
  }

  /**
   * Settings for a single broker that never starts again on the same data: it stays the leader of
   * its partitions even if it was suspended for long, as a laptop is.
   *
   * <p>Otherwise its partitions would have no leader for a moment. Kafka 4.3 and 4.4 drop the end
   * of a transaction in such a partition (KAFKA-20734), and the next transaction commits what was
   * aborted. A broker that starts again on its data must not have these settings: until the session
   * ends, the controller would refuse it as a second broker.
   */
  static Map<String, String> unmissed() {
    return Map.of("broker.session.timeout.ms", Long.toString(Duration.ofDays(1).toMillis()));
  }

  /** A broker that permits everything on what has no access control list. */
  public static SandboxConfig.Broker withAcls() {
    return new SandboxConfig.Broker(
        Map.of("authorizer.class.name", AUTHORIZER, "allow.everyone.if.no.acl.found", "true"),
        Map.of());
  }

  /**
   * A broker that permits what access control lists allow, and everything to clients without a
   * name, such as those of its first listener.
   *
   * @param listeners where clients have names, with their security protocols
   * @param security settings of these listeners
   */
  public static SandboxConfig.Broker secured(
      Map<String, String> listeners, Map<String, String> security) {
    Map<String, String> settings = new TreeMap<>(security);
    settings.put("authorizer.class.name", AUTHORIZER);
    settings.put("super.users", "User:ANONYMOUS");
    return new SandboxConfig.Broker(settings, listeners);
  }

  /**
   * The settings of one of several brokers, any one of which may fail: each record is replicated to
   * all, and is acknowledged when all but one have it.
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
    // After this time without heartbeats, another broker leads the partitions of one that died.
    settings.put("broker.session.timeout.ms", "3000");
    settings.put("broker.heartbeat.interval.ms", "500");
    return settings;
  }
}
