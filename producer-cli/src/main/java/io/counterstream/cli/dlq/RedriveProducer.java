package io.counterstream.cli.dlq;

import io.counterstream.cli.dlq.Redrive.Prepared;
import io.counterstream.cli.kafka.Brokers;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.cli.kafka.RecordPlace;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.RedriveHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends in transactions. One that takes over fences the one before it. */
final class RedriveProducer implements AutoCloseable {
  private static final String PREFIX = "counterstream-redrive-";
  private static final Duration LINGER = Duration.ofMillis(5);
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
  // While a transaction is open, processors do not see what follows it in its partitions.
  private static final int TRANSACTION_COMMANDS = 1000;

  private final KafkaConnection connection;
  private final Producer<byte[], byte[]> producer;

  /** One that has not taken over. Closes {@code producer}. */
  RedriveProducer(KafkaConnection connection, Producer<byte[], byte[]> producer) {
    this.connection = connection;
    this.producer = producer;
  }

  private static String transactionalId(KafkaConnection connection) {
    return PREFIX + connection.topics().prefix();
  }

  private static RedriveProducer of(KafkaConnection connection) {
    Map<String, Object> settings = connection.producerSettings(LINGER);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(connection));
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
    return new RedriveProducer(
        connection,
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /**
   * Waits until the transactions of earlier ones are committed or aborted. They can commit no
   * other.
   *
   * @throws CliException if the brokers refuse
   */
  static RedriveProducer takeOver(KafkaConnection connection) {
    try {
      RedriveProducer taken = of(connection);
      try {
        connection
            .rights()
            .require(AclOperation.WRITE, "transactional id " + transactionalId(connection), () -> {
              taken.producer.initTransactions();
              return taken;
            });
      } catch (KafkaException refused) {
        taken.close();
        throw refused;
      }
      return taken;
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /**
   * Sends commands, in order.
   *
   * @param stored receives each when its transaction is committed, and its place
   * @throws CliException if the brokers refuse
   */
  void send(List<Prepared> commands, BiConsumer<Prepared, RecordPlace> stored) {
    for (int start = 0; start < commands.size(); start += TRANSACTION_COMMANDS) {
      int end = Math.min(commands.size(), start + TRANSACTION_COMMANDS);
      List<Prepared> chunk = commands.subList(start, end);
      try {
        List<RecordMetadata> places = commit(chunk);
        for (int i = 0; i < chunk.size(); i++) {
          RecordMetadata place = places.get(i);
          stored.accept(
              chunk.get(i), new RecordPlace(place.topic(), place.partition(), place.offset()));
        }
      } catch (ProducerFencedException | InvalidProducerEpochException fenced) {
        throw CliException.failed(
            "another 'dlq redrive' has taken over; this one sent what it has printed", fenced);
      } catch (KafkaException failure) {
        throw CliException.failed(
            Brokers.explain(failure, connection).getMessage()
                + ". What is printed is in the log; the same command again sends the others,"
                + " and none twice",
            failure);
      }
    }
  }

  private List<RecordMetadata> commit(List<Prepared> commands) {
    producer.beginTransaction();
    try {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      commands.forEach(command -> sent.add(producer.send(message(command))));
      producer.commitTransaction();
      return sent.stream().map(KafkaFutures::await).toList();
    } catch (KafkaException failure) {
      abortAfter(failure);
      throw failure;
    }
  }

  /** Ends the transaction, which would keep processors from what follows it until it times out. */
  private void abortAfter(KafkaException failure) {
    try {
      producer.abortTransaction();
    } catch (KafkaException | IllegalStateException impossible) {
      // Another one has taken over and has ended it, or whether it is committed is not known.
      failure.addSuppressed(impossible);
    }
  }

  private ProducerRecord<byte[], byte[]> message(Prepared prepared) {
    RecordPlace place = prepared.letter().place();
    return new ProducerRecord<>(
        connection.topics().commands(),
        null,
        // Not before the dead letter's, so that a search from there on finds it.
        Math.max(System.currentTimeMillis(), prepared.letter().timestamp().toEpochMilli()),
        CounterName.bytesOf(prepared.command().counter()),
        CommandCodec.encode(prepared.command()),
        RedriveHeaders.of(
            prepared.letter().headers(),
            place.topic() + "/" + place.partition() + "/" + place.offset(),
            prepared.source()));
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
