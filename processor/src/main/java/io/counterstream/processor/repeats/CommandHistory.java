package io.counterstream.processor.repeats;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads earlier records of the command topic, at a takeover. Thread-safe. */
@FunctionalInterface
public interface CommandHistory extends AutoCloseable {
  /**
   * Reads the committed records from an offset up to another one that the log still has, in order.
   *
   * @param from the first offset
   * @param to the offset after the last one
   * @param reader is given each record
   * @return the log's start after that: the records below it may be missing
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return them
   */
  long read(
      TopicPartition partition,
      long from,
      long to,
      Consumer<ConsumerRecord<byte[], byte[]>> reader);

  @Override
  default void close() {}
}
