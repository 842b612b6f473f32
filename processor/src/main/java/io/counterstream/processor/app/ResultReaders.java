package io.counterstream.processor.app;

import io.counterstream.processor.repeats.CommandHistory;
import io.counterstream.processor.repeats.KafkaCommandHistory;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers of committed records, without a group.
 *
 * @param kafka the user's settings of Kafka's clients
 */
record ResultReaders(Map<String, Object> kafka, int timeoutMillis) {
  private static final int HISTORY_FETCH_BYTES = 8 << 20;
  private static final int HISTORY_POLL_RECORDS = 10_000;
  private static final int HISTORY_FETCH_WAIT_MILLIS = 10;

  Consumer<byte[], byte[]> open() {
    return open("none", Map.of());
  }

  /** A consumer for many records, which begins at the log's start if its position was removed. */
  private Consumer<byte[], byte[]> openHistory() {
    return open(
        "earliest",
        Map.of(
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            HISTORY_FETCH_BYTES,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            HISTORY_POLL_RECORDS,
            // A reader goes from partition to partition. The broker must not hold a request for the
            // end of one while the records of the next are needed.
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            HISTORY_FETCH_WAIT_MILLIS));
  }

  /** Reads earlier commands at a takeover. */
  CommandHistory history() {
    return new KafkaCommandHistory(this::openHistory, System::nanoTime);
  }

  private Consumer<byte[], byte[]> open(String atUnknownPosition, Map<String, Object> limits) {
    Map<String, Object> reader = new HashMap<>(kafka);
    reader.putAll(limits);
    reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, atUnknownPosition);
    reader.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    return new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
