package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed outcomes from chosen positions, outside any consumer group: nothing to rebalance,
 * no offsets left behind. Not thread-safe.
 */
public final class OutcomeTail implements AutoCloseable {
  private final KafkaConnection connection;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private Map<TopicPartition, Long> marked = Map.of();

  private OutcomeTail(KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer) {
    this.connection = connection;
    this.consumer = consumer;
    this.partitions = partitions(connection, consumer);
  }

  /**
   * Connects, and checks that all topics exist and have the same number of partitions.
   *
   * @param fetchWait how long the broker delays a fetch that finds no outcomes; a change of
   *     positions waits for it
   * @throws CliException if they don't, or no broker responds
   */
  public static OutcomeTail open(KafkaConnection connection, Duration fetchWait) {
    Brokers.requireReachable(connection);
    KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      consumer = new KafkaConsumer<>(
          connection.consumerSettings(fetchWait),
          new ByteArrayDeserializer(),
          new ByteArrayDeserializer());
      return new OutcomeTail(connection, consumer);
    } catch (KafkaException failure) {
      close(consumer);
      throw Brokers.explain(failure, connection);
    } catch (CliException wrongTopics) {
      close(consumer);
      throw wrongTopics;
    }
  }

  /**
   * Chooses what to read: the topics of these types of outcome, from a start on.
   *
   * @param types of {@code applied}, {@code conflict}, {@code rejected}; empty for all
   * @throws CliException if the brokers don't return the offsets
   */
  public void read(Collection<String> types, ReadStart from) {
    List<TopicPartition> chosen = partitions.stream()
        .filter(place -> types.isEmpty() || types.contains(typeOf(place)))
        .toList();
    try {
      readFrom(from.offsets(consumer, chosen, connection.timeout()));
      marked = consumer.endOffsets(chosen, connection.timeout());
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Returns whether all outcomes were read that were committed at the call of {@link #read}. */
  public boolean hasReachedFormerEnd() {
    return marked.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), connection.timeout()) >= end.getValue());
  }

  /** Returns whether the brokers respond to a request within {@code patience}. */
  public boolean isAnswered(Duration patience) {
    try {
      consumer.endOffsets(consumer.assignment(), patience);
      return true;
    } catch (TimeoutException away) {
      return false;
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Returns the end of the committed records of each partition. */
  Map<TopicPartition, Long> endOffsets(Duration timeout) {
    return ReadStart.NOW.offsets(consumer, partitions, timeout);
  }

  /** Chooses these partitions and offsets, and no others. */
  void readFrom(Map<TopicPartition, Long> positions) {
    consumer.assign(positions.keySet());
    positions.forEach(consumer::seek);
  }

  /**
   * Returns the next outcomes, in the order of each partition; none if none came in time.
   *
   * @param malformed receives a message for each record that is not an outcome; it is skipped
   */
  public List<ReceivedOutcome> poll(Duration timeout, Consumer<String> malformed) {
    List<ReceivedOutcome> outcomes = new ArrayList<>();
    try {
      for (ConsumerRecord<byte[], byte[]> message : consumer.poll(timeout)) {
        read(message, outcomes, malformed);
      }
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
    return outcomes;
  }

  @Override
  public void close() {
    close(consumer);
  }

  private String typeOf(TopicPartition place) {
    if (place.topic().equals(connection.topics().applied())) {
      return "applied";
    }
    return place.topic().equals(connection.topics().conflicts()) ? "conflict" : "rejected";
  }

  private static void read(
      ConsumerRecord<byte[], byte[]> message,
      List<ReceivedOutcome> outcomes,
      Consumer<String> malformed) {
    try {
      Outcome outcome = OutcomeCodec.decode(message.value());
      outcomes.add(new ReceivedOutcome(outcome, line(message.value())));
    } catch (MalformedOutcomeException noOutcome) {
      malformed.accept("skipped " + message.topic() + " partition " + message.partition()
          + " offset " + message.offset() + ", which is not an outcome: "
          + PrintableText.of(noOutcome.getMessage()));
    }
  }

  // In JSON a line break can only be between tokens, where a space means the same.
  private static String line(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
  }

  private static List<TopicPartition> partitions(
      KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer) {
    String commands = connection.topics().commands();
    int commandPartitions = count(commands, connection, consumer);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : connection.topics().outcomes()) {
      int count = count(topic, connection, consumer);
      if (count != commandPartitions) {
        throw CliException.failed(
            "topic " + topic + " must have as many partitions as " + commands + ", "
                + commandPartitions + ", but has " + count
                + ": the processor's '--provision' makes them agree",
            null);
      }
      for (int partition = 0; partition < count; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
    }
    return partitions;
  }

  private static int count(
      String topic, KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw Brokers.missingTopic(topic, connection);
    }
    return infos.size();
  }

  private static void close(KafkaConsumer<byte[], byte[]> consumer) {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
