package io.counterstream.client;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Creates Kafka's clients with the settings that the guarantees depend on. */
final class KafkaClients {
  private static final long REQUEST_MILLIS_MAX = 10_000;
  private static final long REQUEST_MILLIS_MIN = 50;
  // A change of partitions waits at most this long for a fetch that finds nothing.
  private static final int FETCH_WAIT_MILLIS = 100;
  private static final Duration METADATA_IDLE_MAX = Duration.ofDays(7);

  private KafkaClients() {}

  /** A producer whose acknowledged records are stored once, in order, on all in-sync replicas. */
  static KafkaProducer<byte[], byte[]> producer(ClientConfig config) {
    Map<String, Object> settings = common(config);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
    settings.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.timeout().toMillis());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) config.timeout().toMillis());
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
    // Otherwise the first command after a pause would wait for metadata.
    settings.putIfAbsent(
        ProducerConfig.METADATA_MAX_IDLE_CONFIG, Long.toString(METADATA_IDLE_MAX.toMillis()));
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** A consumer of committed outcomes, outside any group. */
  static KafkaConsumer<byte[], byte[]> committedReader(ClientConfig config) {
    return consumer(config, "read_committed");
  }

  /** A consumer of uncommitted records too, for reading end offsets only. */
  static KafkaConsumer<byte[], byte[]> uncommittedReader(ClientConfig config) {
    return consumer(config, "read_uncommitted");
  }

  /** A client that asks for the topics and for what the principal may do with them. */
  static Admin admin(ClientConfig config) {
    return Admin.create(common(config));
  }

  /** Closes a consumer without waiting for brokers. */
  // What replaces it is newer than the oldest kafka-clients that this client runs with.
  @SuppressWarnings("deprecation")
  static void close(Consumer<byte[], byte[]> consumer) {
    consumer.close(Duration.ZERO);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(ClientConfig config, String isolation) {
    Map<String, Object> settings = common(config);
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    // For a position whose records were deleted: the rest of the partition must be read then.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> common(ClientConfig config) {
    Map<String, Object> settings = new HashMap<>(config.kafka());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    long requestMillis = Math.max(
        REQUEST_MILLIS_MIN, Math.min(REQUEST_MILLIS_MAX, config.timeout().toMillis() / 3));
    settings.putIfAbsent(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) requestMillis);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
        config.timeout().toMillis());
    return settings;
  }
}
