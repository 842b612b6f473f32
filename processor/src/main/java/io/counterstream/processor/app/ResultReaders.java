package io.counterstream.processor.app;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Consumers of committed results, without a group.
 *
 * @param kafka the user's settings of Kafka's clients
 */
record ResultReaders(Map<String, Object> kafka, int timeoutMillis) {
  Consumer<byte[], byte[]> open() {
    Map<String, Object> reader = new HashMap<>(kafka);
    reader.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
    reader.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    reader.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    reader.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    return new KafkaConsumer<>(reader, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
