package io.counterstream.torture.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads whole topics after the last write to them. */
final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration STALL_MAX = Duration.ofSeconds(60);

  private final String bootstrap;
  private final int partitions;

  TopicReader(String bootstrap, int partitions) {
    this.bootstrap = bootstrap;
    this.partitions = partitions;
  }

  /** Returns the number of records in these topics, transaction markers included. */
  long count(Collection<String> topics) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      return consumer.endOffsets(all(topics)).values().stream()
          .mapToLong(Long::longValue)
          .sum();
    }
  }

  /**
   * Waits until every transaction in these topics is committed or aborted: {@link #read} does not
   * return records of an open one.
   *
   * @throws IllegalStateException if one stays open: then the run cannot be audited
   */
  void awaitClosedTransactions(Collection<String> topics, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    try (KafkaConsumer<byte[], byte[]> committed = consumer("read_committed");
        KafkaConsumer<byte[], byte[]> uncommitted = consumer("read_uncommitted")) {
      List<TopicPartition> all = all(topics);
      while (true) {
        Map<TopicPartition, Long> stable = new TreeMap<>(TopicReader::compare);
        stable.putAll(committed.endOffsets(all));
        Map<TopicPartition, Long> end = uncommitted.endOffsets(all);
        stable.entrySet().removeIf(entry -> entry.getValue().equals(end.get(entry.getKey())));
        if (stable.isEmpty()) {
          return;
        }
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "transactions are still open in " + stable + ", although all processors have exited");
        }
        Thread.sleep(POLL.toMillis());
      }
    }
  }

  private static int compare(TopicPartition one, TopicPartition other) {
    return one.toString().compareTo(other.toString());
  }

  /** Passes every committed record to the sink, those of a partition in order. */
  void read(Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> all = all(topics);
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      long progress = System.nanoTime();
      while (all.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        var records = consumer.poll(POLL);
        records.forEach(sink);
        if (!records.isEmpty()) {
          progress = System.nanoTime();
        } else if (System.nanoTime() - progress > STALL_MAX.toNanos()) {
          throw new IllegalStateException(
              "no records within " + STALL_MAX + " before the ends " + ends + " of " + topics);
        }
      }
    }
  }

  private List<TopicPartition> all(Collection<String> topics) {
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      for (int partition = 0; partition < partitions; partition++) {
        all.add(new TopicPartition(topic, partition));
      }
    }
    return all;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrap, "isolation.level", isolation),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
