package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.Brokers;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.contract.CounterCommand;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends in transactions that also store the position in the input, so that both are stored or
 * neither. Kafka stores the position as the offset of a consumer group without consumers.
 *
 * <p>A sink that is opened under the same name takes over: the open transaction of the previous one
 * is aborted, and the previous one is fenced.
 */
final class TransactionalSink implements CommandSink {
  private static final String PREFIX = "counterstream-publish-";
  // While one is open, the processor does not see what follows it in its partitions.
  private static final Duration TRANSACTION = Duration.ofMillis(200);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
  private static final int TRANSACTION_COMMANDS = 20_000;

  private final KafkaConnection connection;
  private final String transactionalId;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> group;
  private final TopicPartition place;
  private final AtomicLong stored = new AtomicLong();
  private InputPosition lasting = InputPosition.BEGINNING;
  private long handedOver;
  private boolean open;
  private boolean broken;
  private long begunNanos;

  private TransactionalSink(KafkaConnection connection, String publication) {
    this.connection = connection;
    this.transactionalId = PREFIX + publication;
    Map<String, Object> settings = connection.producerSettings(PlainSink.LINGER);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
    Map<String, Object> reading = connection.consumerSettings(Duration.ZERO);
    reading.put(ConsumerConfig.GROUP_ID_CONFIG, groupOf(publication));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    group = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    // A group has offsets of partitions; that of this one is the position in the input.
    place = new TopicPartition(connection.topics().commands(), 0);
  }

  /**
   * Takes over the publication of this name.
   *
   * @throws io.counterstream.cli.terminal.CliException if the brokers refuse
   */
  static TransactionalSink open(KafkaConnection connection, String publication) {
    try {
      TransactionalSink sink = new TransactionalSink(connection, publication);
      sink.takeOver();
      return sink;
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Returns the consumer group whose offset is the position. */
  static String groupOf(String publication) {
    return PREFIX + publication;
  }

  /**
   * Returns the position of the last committed transaction; empty if there is none, or if its
   * offset has expired.
   */
  Optional<InputPosition> position() {
    try {
      OffsetAndMetadata found = group.committed(Set.of(place)).get(place);
      Optional<InputPosition> position = Optional.ofNullable(found)
          .map(written -> InputPosition.of(written.offset(), written.metadata()));
      lasting = position.orElse(lasting);
      return position;
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  @Override
  public void send(CounterCommand command, long line) {
    try {
      begin();
      producer.send(PlainSink.message(connection, command));
      handedOver++;
    } catch (KafkaException failure) {
      throw fail(failure);
    }
  }

  @Override
  public void reached(InputPosition position) {
    if (open
        && (handedOver >= TRANSACTION_COMMANDS
            || System.nanoTime() - begunNanos > TRANSACTION.toNanos())) {
      settle(position);
    }
  }

  @Override
  public void settle(InputPosition position) {
    if (!open && position.equals(lasting)) {
      return;
    }
    commit(position);
  }

  /** Commits the position, with the commands that were sent since the last one. */
  void commit(InputPosition position) {
    try {
      begin();
      producer.sendOffsetsToTransaction(
          Map.of(place, new OffsetAndMetadata(position.bytes(), position.text())),
          group.groupMetadata());
      producer.commitTransaction();
      open = false;
      lasting = position;
      stored.addAndGet(handedOver);
      handedOver = 0;
    } catch (KafkaException failure) {
      throw fail(failure);
    }
  }

  @Override
  public long stored() {
    return stored.get();
  }

  @Override
  public void close() {
    if (open && !broken) {
      try {
        producer.abortTransaction();
      } catch (KafkaException | IllegalStateException atItsTimeout) {
        // The brokers abort it at its timeout.
      }
    }
    producer.close(Duration.ZERO);
    group.close(CloseOptions.timeout(Duration.ZERO));
  }

  private void takeOver() {
    try {
      connection.rights().require(AclOperation.WRITE, "transactional id " + transactionalId, () -> {
        producer.initTransactions();
        return transactionalId;
      });
    } catch (KafkaException refused) {
      close();
      throw refused;
    }
  }

  private void begin() {
    if (!open) {
      producer.beginTransaction();
      open = true;
      begunNanos = System.nanoTime();
    }
  }

  private PublishException fail(KafkaException failure) {
    broken = failure instanceof TimeoutException;
    return new PublishException(
        "stopped after line " + lasting.line() + ": "
            + Brokers.explain(failure, connection).getMessage()
            + ". Everything up to that line is in the log; the same command with --resume continues"
            + " after it, and settles the commands in flight",
        failure);
  }
}
