package io.counterstream.cli.kafka;

import io.counterstream.cli.terminal.CliException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Asks for offsets regardless of transactions. To a reader of committed records the brokers name no
 * offset behind the start of an open transaction, although committed records may be there.
 */
final class UncommittedReader implements AutoCloseable {
  private final KafkaConnection connection;
  private final KafkaConsumer<byte[], byte[]> consumer;

  private UncommittedReader(KafkaConnection connection, KafkaConsumer<byte[], byte[]> consumer) {
    this.connection = connection;
    this.consumer = consumer;
  }

  /**
   * Creates one, which the caller closes.
   *
   * @throws CliException if the settings are wrong
   */
  static UncommittedReader open(KafkaConnection connection) {
    Map<String, Object> settings = connection.consumerSettings(Duration.ZERO);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    try {
      return new UncommittedReader(
          connection,
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    } catch (KafkaException wrongSettings) {
      throw Brokers.explain(wrongSettings, connection);
    }
  }

  /**
   * Returns the answer to a question.
   *
   * @throws CliException if the brokers don't answer, or refuse
   */
  <T> T ask(Function<KafkaConsumer<byte[], byte[]>, T> question) {
    try {
      return question.apply(consumer);
    } catch (KafkaException failure) {
      throw Brokers.explain(failure, connection);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
