package io.counterstream.examples;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.kafka.OutcomeDeserializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads outcomes from topics, beginning where they end now. */
final class FollowedTopics implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<String> topics;
  private final KafkaConsumer<String, Outcome> consumer;

  FollowedTopics(List<String> topics) {
    this.topics = topics;
    this.consumer = new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            Brokers.address(),
            // Kafka's default also returns the outcomes of aborted transactions.
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            "false"),
        new StringDeserializer(),
        new OutcomeDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found == null || found.isEmpty()) {
        throw new IllegalStateException(
            "There is no topic " + topic + ": start the processor with --provision.");
      }
      found.forEach(each -> partitions.add(new TopicPartition(topic, each.partition())));
    }
    // assign, not subscribe: a group shares partitions out, and here each process needs all.
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // seekToEnd alone waits for the next poll, when an outcome may be before the end.
    partitions.forEach(consumer::position);
  }

  /** Waits for the outcome of a command. Records of other commands are passed over. */
  ConsumerRecord<String, Outcome> await(String commandId) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      for (ConsumerRecord<String, Outcome> record : consumer.poll(Duration.ofSeconds(1))) {
        if (record.value().commandId().equals(commandId)) {
          return record;
        }
      }
    }
    throw new IllegalStateException("no outcome of " + commandId + " in " + topics + " within "
        + PATIENCE.toSeconds()
        + " s. Is the processor running, with reply.topics=examples-replies?");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
