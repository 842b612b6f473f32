package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic between offsets. Offsets are by partition. */
public final class TopicRange implements AutoCloseable {
  private static final Duration FETCH_WAIT = Duration.ofMillis(100);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection connection;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private TopicRange(
      KafkaConnection connection,
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions) {
    this.connection = connection;
    this.consumer = consumer;
    this.partitions = partitions;
  }

  /**
   * Connects to a topic that exists.
   *
   * @throws CliException if no broker responds, or reading is not allowed
   */
  public static TopicRange open(KafkaConnection connection, String topic) {
    KafkaConsumer<byte[], byte[]> consumer = consumer(connection, "read_committed");
    try {
      return new TopicRange(
          connection,
          consumer,
          consumer.partitionsFor(topic, connection.requestTimeout()).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList());
    } catch (KafkaException failure) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw Brokers.explain(failure, connection);
    }
  }

  /** Returns the first offset of each partition. */
  public Map<Integer, Long> starts() {
    return explained(
        () -> byPartition(consumer.beginningOffsets(partitions, connection.requestTimeout())));
  }

  /**
   * Returns the end of each partition, open transactions included: whatever was committed before
   * this call is below it.
   */
  public Map<Integer, Long> ends() {
    KafkaConsumer<byte[], byte[]> uncommitted = consumer(connection, "read_uncommitted");
    try {
      return explained(
          () -> byPartition(uncommitted.endOffsets(partitions, connection.requestTimeout())));
    } finally {
      uncommitted.close(CloseOptions.timeout(Duration.ZERO));
    }
  }

  /** Returns the first offset whose record has this time or a later one; none if there is none. */
  public Map<Integer, Long> offsetsAt(long timestamp) {
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, Math.max(0, timestamp)));
    return explained(() -> {
      Map<Integer, Long> offsets = new HashMap<>();
      consumer.offsetsForTimes(asked, connection.requestTimeout()).forEach((partition, found) -> {
        if (found != null) {
          offsets.put(partition.partition(), found.offset());
        }
      });
      return offsets;
    });
  }

  /**
   * Passes the records between offsets to {@code listener}, those of a partition in order.
   *
   * @param from the first offset of each partition to read
   * @param to the offset behind the last one
   * @throws CliException if nothing came for the time-out of the connection
   */
  public void read(
      Map<Integer, Long> from,
      Map<Integer, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> listener) {
    List<TopicPartition> chosen = partitions.stream()
        .filter(each -> from.getOrDefault(each.partition(), Long.MAX_VALUE)
            < to.getOrDefault(each.partition(), Long.MIN_VALUE))
        .toList();
    explained(() -> {
      consumer.assign(chosen);
      chosen.forEach(each -> consumer.seek(each, from.get(each.partition())));
      long heardNanos = System.nanoTime();
      while (chosen.stream().anyMatch(each -> position(each) < to.get(each.partition()))) {
        long before = chosen.stream().mapToLong(this::position).sum();
        consumer.poll(POLL).forEach(message -> {
          if (message.offset() < to.get(message.partition())) {
            listener.accept(message);
          }
        });
        if (chosen.stream().mapToLong(this::position).sum() > before) {
          heardNanos = System.nanoTime();
        } else if (System.nanoTime() - heardNanos > connection.timeout().toNanos()) {
          throw CliException.failed(
              "reading " + chosen.get(0).topic() + " stopped before its end: nothing came within "
                  + Brokers.text(connection.timeout())
                  + ". A producer may have an open transaction there: try again",
              null);
        }
      }
      return null;
    });
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private long position(TopicPartition partition) {
    return consumer.position(partition, connection.requestTimeout());
  }

  private <T> T explained(Supplier<T> request) {
    try {
      return request.get();
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new HashMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(
      KafkaConnection connection, String isolation) {
    Map<String, Object> settings = connection.consumerSettings(FETCH_WAIT);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    try {
      return new KafkaConsumer<>(
          settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException wrongSettings) {
      throw Brokers.explain(wrongSettings, connection);
    }
  }
}
