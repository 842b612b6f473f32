package io.counterstream.client;

import io.counterstream.contract.Topics;
import io.counterstream.contract.failure.Causes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Checks that the topics exist, have the same number of partitions, and may be read. */
final class TopicCheck {
  private final ClientConfig config;
  private final KafkaConsumer<byte[], byte[]> consumer;

  TopicCheck(ClientConfig config, KafkaConsumer<byte[], byte[]> consumer) {
    this.config = config;
    this.consumer = consumer;
  }

  /**
   * Runs the check.
   *
   * @throws NotConnectedException if a topic does not exist or has another number of partitions
   * @throws KafkaException if the brokers don't respond, or refuse
   */
  void run() {
    Topics topics = config.topics();
    int wanted = partitionsOf(topics.commands());
    List<TopicPartition> ends = new ArrayList<>();
    for (String topic : topics.outcomes()) {
      int found = partitionsOf(topic);
      if (found != wanted) {
        throw refused(
            config,
            "topic " + topic + " must have as many partitions as " + topics.commands() + ", "
                + wanted + ", but has " + found
                + ": the processor's --provision makes them agree",
            null);
      }
      ends.add(new TopicPartition(topic, 0));
    }
    consumer.endOffsets(ends);
  }

  /** Explains a failure of Kafka, with the cure. */
  static NotConnectedException refused(ClientConfig config, KafkaException failed) {
    String servers = config.bootstrapServers();
    String reason = Causes.explain(failed);
    return failed instanceof TimeoutException
        ? refused(
            config,
            "no answer from " + servers + " within " + Deadline.in(config.timeout())
                + ": is a Kafka broker running there, and does the configuration name the security"
                + " that it asks for? (" + reason + ")",
            failed)
        : refused(config, "can't use Kafka at " + servers + " as configured: " + reason, failed);
  }

  private int partitionsOf(String topic) {
    List<PartitionInfo> partitions = consumer.partitionsFor(topic);
    if (partitions == null || partitions.isEmpty()) {
      throw refused(
          config,
          "there is no topic " + topic + " at " + config.bootstrapServers()
              + ": run the processor with --provision, or name another topic prefix",
          null);
    }
    return partitions.size();
  }

  private static NotConnectedException refused(
      ClientConfig config, String message, KafkaException cause) {
    return new NotConnectedException(message, config.bootstrapServers(), cause);
  }
}
