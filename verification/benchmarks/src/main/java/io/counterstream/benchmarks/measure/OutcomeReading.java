package io.counterstream.benchmarks.measure;

import io.counterstream.contract.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers of committed outcomes. */
final class OutcomeReading {
  private OutcomeReading() {}

  /** One that stands at the beginning of all partitions of the three outcome topics. */
  static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, Topics topics) {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            20_000,
            "max.partition.fetch.bytes",
            4 << 20,
            "check.crcs",
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics.outcomes()) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}
