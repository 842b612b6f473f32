package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.Brokers;
import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.json.CommandCodec;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends without storing a position. Needs only the right to write. */
final class PlainSink implements CommandSink {
  static final Duration LINGER = Duration.ofMillis(5);

  private final KafkaConnection connection;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicLong stored = new AtomicLong();
  private final AtomicReference<PublishException> failure = new AtomicReference<>();

  private PlainSink(KafkaConnection connection, KafkaProducer<byte[], byte[]> producer) {
    this.connection = connection;
    this.producer = producer;
  }

  static PlainSink open(KafkaConnection connection) {
    try {
      return new PlainSink(
          connection,
          new KafkaProducer<>(
              connection.producerSettings(LINGER),
              new ByteArraySerializer(),
              new ByteArraySerializer()));
    } catch (KafkaException wrongSettings) {
      throw Brokers.explain(wrongSettings, connection);
    }
  }

  @Override
  public void send(CounterCommand command, long line) {
    requireGood();
    try {
      producer.send(message(connection, command), (place, failed) -> {
        if (failed == null) {
          stored.incrementAndGet();
        } else {
          fail(line, failed);
        }
      });
    } catch (KafkaException failed) {
      fail(line, failed);
      requireGood();
    }
  }

  @Override
  public void reached(InputPosition position) {}

  @Override
  public void settle(InputPosition position) {
    producer.flush();
    requireGood();
  }

  @Override
  public long stored() {
    return stored.get();
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }

  /** Returns the record of a command, with its counter as the key. */
  static ProducerRecord<byte[], byte[]> message(
      KafkaConnection connection, CounterCommand command) {
    return new ProducerRecord<>(
        connection.topics().commands(),
        CounterName.bytesOf(command.counter()),
        CommandCodec.encode(command));
  }

  private void fail(long line, Exception failed) {
    if (failure.get() != null) { // it takes a while to find out why
      return;
    }
    String reason = failed instanceof KafkaException known
        ? Brokers.explain(known, connection).getMessage()
        : failed.toString();
    failure.compareAndSet(
        null,
        new PublishException(
            "line " + line + " was not acknowledged: " + reason
                + ". It may or may not be in the log",
            failed));
  }

  private void requireGood() {
    if (failure.get() != null) {
      throw failure.get();
    }
  }
}
