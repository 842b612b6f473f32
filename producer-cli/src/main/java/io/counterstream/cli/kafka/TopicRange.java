package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import java.time.Duration;
import java.util.ArrayList;
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
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic from the brokers. */
public final class TopicRange implements TopicRecords, AutoCloseable {
  private static final Duration FETCH_WAIT = Duration.ofMillis(100);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConnection connection;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final UncommittedReader uncommitted;
  private final String topic;
  private final List<TopicPartition> partitions = new ArrayList<>();

  private TopicRange(KafkaConnection connection, String topic) {
    this.connection = connection;
    this.consumer = consumer(connection);
    this.uncommitted = UncommittedReader.open(connection);
    this.topic = topic;
  }

  /**
   * Connects to a topic.
   *
   * @throws CliException if it does not exist, no broker responds, or reading is not allowed
   */
  public static TopicRange open(KafkaConnection connection, String topic) {
    TopicRange range = new TopicRange(connection, topic);
    try {
      List<PartitionInfo> infos =
          range.explained(() -> range.consumer.partitionsFor(topic, connection.requestTimeout()));
      if (infos == null || infos.isEmpty()) {
        throw Brokers.missingTopic(topic, connection);
      }
      infos.forEach(info -> range.partitions.add(new TopicPartition(topic, info.partition())));
      return range;
    } catch (CliException failure) {
      range.close();
      throw failure;
    }
  }

  @Override
  public Map<Integer, Long> starts() {
    return explained(
        () -> byPartition(consumer.beginningOffsets(partitions, connection.requestTimeout())));
  }

  @Override
  public Map<Integer, Long> ends() {
    return uncommitted.ask(
        reader -> byPartition(reader.endOffsets(partitions, connection.requestTimeout())));
  }

  @Override
  public Map<Integer, Long> offsetsAt(long timestamp) {
    Map<TopicPartition, Long> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, Math.max(0, timestamp)));
    return uncommitted.ask(reader -> {
      Map<Integer, Long> offsets = new HashMap<>();
      reader.offsetsForTimes(asked, connection.requestTimeout()).forEach((partition, found) -> {
        if (found != null) {
          offsets.put(partition.partition(), found.offset());
        }
      });
      return offsets;
    });
  }

  @Override
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
      long left = Long.MAX_VALUE;
      for (long now = left(chosen, to); now > 0; now = left(chosen, to)) {
        consumer.poll(POLL).forEach(message -> {
          if (message.offset() < to.get(message.partition())) {
            listener.accept(message);
          }
        });
        if (now < left) {
          left = now;
          heardNanos = System.nanoTime();
        } else if (System.nanoTime() - heardNanos > connection.timeout().toNanos()) {
          throw CliException.failed(
              "reading " + topic + " stopped before its end: nothing came within "
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
    uncommitted.close();
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  /** Returns how many offsets are left to read; others arrive behind them meanwhile. */
  private long left(List<TopicPartition> chosen, Map<Integer, Long> to) {
    return chosen.stream()
        .mapToLong(each -> Math.max(
            0, to.get(each.partition()) - consumer.position(each, connection.requestTimeout())))
        .sum();
  }

  private <T> T explained(Supplier<T> request) {
    try {
      return connection.rights().require(AclOperation.READ, "topic " + topic, request);
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new HashMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(KafkaConnection connection) {
    Map<String, Object> settings = connection.consumerSettings(FETCH_WAIT);
    // To go on behind records that were removed would be to overlook them.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    try {
      return new KafkaConsumer<>(
          settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException wrongSettings) {
      throw Brokers.explain(wrongSettings, connection);
    }
  }
}
