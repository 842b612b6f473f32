package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.PrintableText;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.MalformedOutcomeException;
import io.counterstream.contract.json.OutcomeCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads committed outcomes and dead letters from chosen positions, outside any consumer group:
 * nothing to rebalance, no offsets left behind. Not thread-safe.
 */
public final class OutcomeTail implements AutoCloseable {
  private static final Duration POLL_MAX = Duration.ofSeconds(1);

  private final KafkaConnection connection;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private Map<TopicPartition, Long> marked = Map.of();

  private OutcomeTail(
      KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
    this.connection = connection;
    this.consumer = consumer;
    this.partitions = partitions(connection, consumer, topics);
  }

  /** Connects as {@link #open(KafkaConnection, Duration, List)}, to all topics of outcomes. */
  public static OutcomeTail open(KafkaConnection connection, Duration fetchWait) {
    return open(connection, fetchWait, connection.topics().outcomes());
  }

  /**
   * Connects, and checks that the topics exist and have as many partitions as the command topic.
   *
   * @param fetchWait how long the broker delays a fetch that finds no outcomes; a change of
   *     positions waits for it
   * @param topics of outcomes or dead letters
   * @throws CliException if they don't, or no broker responds
   */
  public static OutcomeTail open(
      KafkaConnection connection, Duration fetchWait, List<String> topics) {
    Brokers.requireReachable(connection);
    KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      consumer = new KafkaConsumer<>(
          connection.consumerSettings(fetchWait),
          new ByteArrayDeserializer(),
          new ByteArrayDeserializer());
      return new OutcomeTail(connection, consumer, topics);
    } catch (KafkaException failure) {
      close(consumer);
      throw Brokers.explain(failure, connection);
    } catch (CliException wrongTopics) {
      close(consumer);
      throw wrongTopics;
    }
  }

  /**
   * Chooses to read all partitions, from a start on.
   *
   * @throws CliException if the brokers don't return the offsets
   */
  public void read(ReadStart from) {
    read(partitions, from);
  }

  /**
   * Chooses to read only the partition of a counter's commands that were sent with Java's
   * partitioner, in each topic.
   *
   * @return the partition
   * @throws CliException if the brokers don't return the offsets
   */
  public int readPartitionOf(String counter, ReadStart from) {
    int count =
        (int) partitions.stream().mapToInt(TopicPartition::partition).distinct().count();
    int chosen = Utils.toPositive(Utils.murmur2(CounterName.bytesOf(counter))) % count;
    read(partitions.stream().filter(place -> place.partition() == chosen).toList(), from);
    return chosen;
  }

  private void read(List<TopicPartition> chosen, ReadStart from) {
    try {
      readFrom(from.offsets(consumer, chosen, connection.requestTimeout()));
      marked = consumer.endOffsets(chosen, connection.requestTimeout());
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Returns whether everything was read that was readable at the call of {@link #read}. */
  public boolean hasReachedFormerEnd() {
    return leftToFormerEnd() == 0;
  }

  private long leftToFormerEnd() {
    try {
      return marked.entrySet().stream()
          .mapToLong(end -> Math.max(
              0, end.getValue() - consumer.position(end.getKey(), connection.requestTimeout())))
          .sum();
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
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
    poll(timeout, new Listener(outcomes::add, letter -> {}, malformed));
    return outcomes;
  }

  /**
   * Passes the next records to {@code listener}, in the order of each partition.
   *
   * @return how many there were; 0 if none came in time
   */
  public int poll(Duration timeout, Listener listener) {
    try {
      ConsumerRecords<byte[], byte[]> messages = consumer.poll(timeout);
      messages.forEach(message -> read(message, listener));
      return messages.count();
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /**
   * Passes all records to {@code listener} that were committed before this call. Some may be behind
   * the start of an open transaction: they are waited for.
   *
   * @throws CliException if none of them came for the time-out of the connection
   */
  public void pollToFormerEnd(Listener listener) {
    try (UncommittedReader ends = UncommittedReader.open(connection)) {
      marked =
          ends.ask(reader -> reader.endOffsets(consumer.assignment(), connection.requestTimeout()));
    }
    long heardNanos = System.nanoTime();
    long left = Long.MAX_VALUE;
    for (long now = leftToFormerEnd(); now > 0; now = leftToFormerEnd()) {
      poll(POLL_MAX, listener);
      if (now < left) {
        left = now;
        heardNanos = System.nanoTime();
      } else if (System.nanoTime() - heardNanos > connection.timeout().toNanos()) {
        throw CliException.failed(
            "stopped before the end: nothing came from " + connection.bootstrapServers()
                + " within " + Brokers.text(connection.timeout())
                + ". A processor may have an open transaction there: try again, with a longer"
                + " --timeout",
            null);
      }
    }
  }

  /**
   * Receives what is read.
   *
   * @param outcomes receives each outcome
   * @param deadLetters receives each dead letter
   * @param malformed receives a message for each other record; it is skipped
   */
  public record Listener(
      Consumer<ReceivedOutcome> outcomes,
      Consumer<ReceivedDeadLetter> deadLetters,
      Consumer<String> malformed) {}

  @Override
  public void close() {
    close(consumer);
  }

  private void read(ConsumerRecord<byte[], byte[]> message, Listener listener) {
    if (message.topic().equals(connection.topics().deadLetters())) {
      listener.deadLetters().accept(new ReceivedDeadLetter(message));
      return;
    }
    try {
      Outcome outcome = OutcomeCodec.decode(message.value());
      RecordPlace place = RecordPlace.of(message);
      listener
          .outcomes()
          .accept(new ReceivedOutcome(outcome, line(message.value()), Optional.of(place)));
    } catch (MalformedOutcomeException noOutcome) {
      listener
          .malformed()
          .accept("skipped " + RecordPlace.of(message).text() + ", which is not an outcome: "
              + PrintableText.of(noOutcome.getMessage()));
    }
  }

  // In JSON a line break can only be between tokens, where a space means the same.
  private static String line(byte[] json) {
    return new String(json, StandardCharsets.UTF_8).replace('\n', ' ').replace('\r', ' ');
  }

  private static List<TopicPartition> partitions(
      KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
    String commands = connection.topics().commands();
    int commandPartitions = count(commands, connection, consumer);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
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
    List<PartitionInfo> infos = connection
        .rights()
        .require(
            topic.equals(connection.topics().commands())
                ? AclOperation.DESCRIBE
                : AclOperation.READ,
            "topic " + topic,
            () -> consumer.partitionsFor(topic));
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
