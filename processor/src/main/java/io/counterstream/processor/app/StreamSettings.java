package io.counterstream.processor.app;

import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Builds the settings for Kafka Streams; those given as {@code kafka.*} override the others. */
final class StreamSettings {
  private static final int REQUEST_TIMEOUT_MILLIS_MIN = 5_000;
  private static final int REQUEST_TIMEOUT_MILLIS_MAX = 30_000;

  private static final int SESSION_TIMEOUT_MILLIS = 6_000;

  private StreamSettings() {}

  /**
   * Builds the settings.
   *
   * @param settings the processor's
   * @param recordBytesMax the largest record that every result topic accepts
   */
  static Properties of(ProcessorSettings settings, int recordBytesMax) {
    Properties stream = new Properties();
    stream.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.text(SettingKeys.APPLICATION_ID));
    // A name of its own for each start would make new metrics of each.
    stream.put(CommonClientConfigs.CLIENT_ID_CONFIG, settings.text(SettingKeys.APPLICATION_ID));
    stream.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.text(SettingKeys.BOOTSTRAP));
    stream.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.number(SettingKeys.THREADS));
    stream.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.number(SettingKeys.COMMIT_INTERVAL));
    stream.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, requestTimeoutMillis(settings));
    // Kafka Streams polls again when a poll is processed: this bounds the submitted commands.
    consumer(stream, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 30_000);
    // Prefetched records take memory too. With a MiB for each partition, eight partitions fit.
    consumer(stream, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
    // The group notices after this time that a process died.
    consumer(stream, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
    // With a heartbeat, a member learns that another one has joined or left.
    consumer(stream, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 500);
    // linger.ms stays at Kafka Streams' 100: a commit sends lingering records at once.
    settings.resultsCompression().settings().forEach((key, value) -> producer(stream, key, value));
    producer(stream, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, recordBytesMax);
    stream.putAll(settings.kafka());
    return stream;
  }

  /**
   * After this time without a response, a client takes its connection for broken and sends the
   * request again on another one. Longer than a transaction may be open is too long: its outcomes
   * are aborted by then. Kafka's default is the most.
   */
  private static int requestTimeoutMillis(ProcessorSettings settings) {
    long transaction = settings.transactionTimeout().toMillis();
    return (int)
        Math.min(REQUEST_TIMEOUT_MILLIS_MAX, Math.max(REQUEST_TIMEOUT_MILLIS_MIN, transaction));
  }

  /** The time-out of the main consumers' sessions, with these settings given as {@code kafka.*}. */
  static Duration sessionTimeout(Properties kafka) {
    return Stream.of(StreamsConfig.MAIN_CONSUMER_PREFIX, StreamsConfig.CONSUMER_PREFIX, "")
        .map(prefix -> kafka.getProperty(prefix + ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG))
        .filter(Objects::nonNull)
        .findFirst()
        .map(given -> Duration.ofMillis(Long.parseLong(given)))
        .orElse(Duration.ofMillis(SESSION_TIMEOUT_MILLIS));
  }

  private static void consumer(Properties stream, String key, Object value) {
    stream.put(StreamsConfig.mainConsumerPrefix(key), value);
  }

  private static void producer(Properties stream, String key, Object value) {
    stream.put(StreamsConfig.producerPrefix(key), value);
  }
}
