package io.counterstream.client;

import io.counterstream.contract.Topics;
import io.counterstream.contract.failure.BrokerProbe;
import io.counterstream.contract.failure.KafkaFailures;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.Rights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks that the topics exist and have the same number of partitions, that the client's principal
 * may write commands and read outcomes, and that the brokers can be reached.
 */
final class TopicCheck {
  private static final Duration PROBE_MAX = Duration.ofSeconds(5);

  private final ClientConfig config;
  private final Admin admin;
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicCheck(ClientConfig config, Admin admin, KafkaConsumer<byte[], byte[]> consumer) {
    this.config = config;
    this.admin = admin;
    this.consumer = consumer;
  }

  /**
   * Runs the check.
   *
   * @throws NotConnectedException if a topic does not exist or has another number of partitions, or
   *     if a right is missing; a principal that may write but not read would change counters
   *     without an outcome
   * @throws KafkaException if the brokers don't respond, or refuse
   */
  void run() {
    Topics topics = config.topics();
    Map<String, KafkaFuture<TopicDescription>> asked = admin
        .describeTopics(
            named(topics), new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues();
    Rights rights = Rights.of(config.kafka());
    List<String> missing = new ArrayList<>();
    List<TopicDescription> found = new ArrayList<>();
    for (String topic : named(topics)) {
      Set<AclOperation> needed =
          Set.of(topic.equals(topics.commands()) ? AclOperation.WRITE : AclOperation.READ);
      try {
        TopicDescription description = described(topic, asked.get(topic));
        found.add(description);
        rights
            .missing("topic " + topic, needed, description.authorizedOperations())
            .ifPresent(missing::add);
      } catch (TopicAuthorizationException refused) {
        missing.add(rights.missing("topic " + topic, needed));
      }
    }
    requireRights(missing);
    requireSamePartitions(found);
    consumer.endOffsets(
        topics.outcomes().stream().map(topic -> new TopicPartition(topic, 0)).toList());
  }

  private static List<String> named(Topics topics) {
    List<String> named = new ArrayList<>(topics.outcomes());
    named.add(0, topics.commands());
    return named;
  }

  private TopicDescription described(String topic, KafkaFuture<TopicDescription> asked) {
    try {
      return KafkaFutures.await(asked);
    } catch (UnknownTopicOrPartitionException unknown) {
      throw refused(
          config,
          "there is no topic " + topic + " at " + config.bootstrapServers()
              + ": run the processor with --provision, or name another topic prefix",
          unknown);
    }
  }

  private void requireRights(List<String> missing) {
    if (!missing.isEmpty()) {
      throw refused(
          config,
          String.join("; ", missing)
              + ": grant it with Kafka's kafka-acls, or connect as another principal",
          null);
    }
  }

  private void requireSamePartitions(List<TopicDescription> found) {
    int wanted = found.get(0).partitions().size();
    for (TopicDescription topic : found) {
      if (topic.partitions().size() != wanted) {
        throw refused(
            config,
            "topic " + topic.name() + " must have as many partitions as "
                + config.topics().commands() + ", " + wanted + ", but has "
                + topic.partitions().size() + ": the processor's --provision makes them agree",
            null);
      }
    }
  }

  /** Explains a failure of Kafka, with the cure. */
  static NotConnectedException refused(ClientConfig config, KafkaException failed) {
    return refused(config, failures(config).explain(failed).text(), KafkaFailures.asCause(failed));
  }

  /**
   * Looks at the brokers' addresses before a client of Kafka connects to them.
   *
   * @throws NotConnectedException if another server than a Kafka broker listens there
   */
  static void requireBrokers(ClientConfig config) {
    BrokerProbe probe = BrokerProbe.look(
        config.bootstrapServers(),
        config.kafka().get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG),
        config.timeout().compareTo(PROBE_MAX) < 0 ? config.timeout() : PROBE_MAX);
    failures(config).foreign(probe).ifPresent(foreign -> {
      throw refused(config, foreign.text(), null);
    });
  }

  private static KafkaFailures failures(ClientConfig config) {
    return new KafkaFailures(config.bootstrapServers(), config.timeout(), UnaryOperator.identity());
  }

  private static NotConnectedException refused(
      ClientConfig config, String message, KafkaException cause) {
    return new NotConnectedException(message, config.bootstrapServers(), cause);
  }
}
