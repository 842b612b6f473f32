package io.counterstream.testkit.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Reads the committed records of topics from their beginning. Thread-safe. */
public final class TopicReader {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration STALL_MAX = Duration.ofSeconds(60);

  private final String bootstrapServers;

  public TopicReader(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Returns every record up to the present ends, those of a partition in order. */
  public List<ConsumerRecord<byte[], byte[]>> read(Collection<String> topics) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    read(topics, records::add);
    return records;
  }

  /**
   * Passes on every record up to the present ends, those of a partition in order.
   *
   * @throws IllegalStateException if no record arrives for a minute
   */
  public void read(Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = partitions(consumer, topics);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long progressNanos = System.nanoTime();
      while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        records.forEach(sink);
        if (!records.isEmpty()) {
          progressNanos = System.nanoTime();
        } else if (System.nanoTime() - progressNanos > STALL_MAX.toNanos()) {
          throw new IllegalStateException("can't read " + topics + " to their ends " + ends);
        }
      }
    }
  }

  /**
   * Returns the records from one offset to another, committed or not.
   *
   * @throws IllegalStateException if they don't come for a minute
   */
  public List<ConsumerRecord<byte[], byte[]>> readAborted(
      TopicPartition partition, long from, long to) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_uncommitted")) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long startNanos = System.nanoTime();
      while (consumer.position(partition) <= to) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.offset() <= to) {
            found.add(record);
          }
        }
        if (System.nanoTime() - startNanos > STALL_MAX.toNanos()) {
          throw new IllegalStateException(
              "can't read " + partition + " from " + from + " to " + to);
        }
      }
    }
    return found;
  }

  /**
   * Counts records until there are enough, or too late.
   *
   * @return how many there are at least
   */
  public long awaitRecords(Collection<String> topics, long wanted, Duration timeout) {
    long found = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer("read_committed")) {
      List<TopicPartition> partitions = partitions(consumer, topics);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long startNanos = System.nanoTime();
      while (found < wanted && System.nanoTime() - startNanos < timeout.toNanos()) {
        found += consumer.poll(POLL).count();
      }
    }
    return found;
  }

  /** Opens a reader of one partition, which needs no more memory than a poll. */
  public PartitionReader partition(String topic, int partition) {
    return new PartitionReader(consumer("read_committed"), new TopicPartition(topic, partition));
  }

  /** Returns the ends of the committed records of each partition. */
  public Map<TopicPartition, Long> committedEnds(Collection<String> topics) {
    return ends(topics, "read_committed");
  }

  /** Returns the ends of each partition, those of open transactions included. */
  public Map<TopicPartition, Long> ends(Collection<String> topics) {
    return ends(topics, "read_uncommitted");
  }

  /**
   * Waits until no transaction is open in these topics: {@link #read} would miss its records.
   *
   * @throws IllegalStateException if one stays open
   */
  public void awaitClosedTransactions(Collection<String> topics, Duration timeout) {
    try {
      Awaitility.await()
          .atMost(timeout)
          .until(() -> committedEnds(topics), committed -> committed.equals(ends(topics)));
    } catch (ConditionTimeoutException open) {
      throw new IllegalStateException(
          "transactions are open in " + topics + " after " + timeout + ": committed up to "
              + committedEnds(topics) + ", written up to " + ends(topics),
          open);
    }
  }

  private Map<TopicPartition, Long> ends(Collection<String> topics, String isolation) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(isolation)) {
      return consumer.endOffsets(partitions(consumer, topics));
    }
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    return topics.stream()
        .flatMap(topic -> consumer.partitionsFor(topic).stream())
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "isolation.level",
            isolation,
            "max.poll.records",
            10_000,
            // Closing waits for the fetch that is in flight.
            "fetch.max.wait.ms",
            50),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
