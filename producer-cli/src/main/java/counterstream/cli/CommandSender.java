package counterstream.cli;

import counterstream.contract.CounterName;
import counterstream.contract.IncrementCommand;
import counterstream.contract.json.CommandCodec;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends commands to the command topic, keyed by their counters, in the order of the calls. */
final class CommandSender implements AutoCloseable {
  private final KafkaConnection connection;
  private final KafkaProducer<byte[], byte[]> producer;

  private CommandSender(KafkaConnection connection, KafkaProducer<byte[], byte[]> producer) {
    this.connection = connection;
    this.producer = producer;
  }

  /**
   * Prepares to send; the brokers are asked on the first command.
   *
   * @param linger how long to wait for more commands that fill a batch; zero for one by one
   * @throws CliException if a setting is wrong
   */
  static CommandSender open(KafkaConnection connection, Duration linger) {
    try {
      return new CommandSender(
          connection,
          new KafkaProducer<>(
              connection.producerSettings(linger),
              new ByteArraySerializer(),
              new ByteArraySerializer()));
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /**
   * Appends one command; waits only when the buffer is full.
   *
   * @param acknowledged called on the producer's thread when it is stored, or failed
   */
  Future<RecordMetadata> send(IncrementCommand command, Callback acknowledged) {
    try {
      return producer.send(
          new ProducerRecord<>(
              connection.topics().commands(),
              CounterName.bytesOf(command.counter()),
              CommandCodec.encode(command)),
          acknowledged);
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  /** Waits until everything sent is acknowledged or failed. */
  void flush() {
    producer.flush();
  }

  /** Gives up what is not acknowledged yet. */
  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
