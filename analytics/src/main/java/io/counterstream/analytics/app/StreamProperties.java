package io.counterstream.analytics.app;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Builds the settings for Kafka Streams; those given as {@code kafka.*} override the others. */
final class StreamProperties {
  private StreamProperties() {}

  static Properties of(AnalyticsSettings settings, String advertised) {
    String group = settings.topics().applicationId();
    Properties stream = new Properties();
    stream.put(StreamsConfig.APPLICATION_ID_CONFIG, group);
    stream.put(StreamsConfig.APPLICATION_SERVER_CONFIG, advertised);
    stream.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    stream.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.number(AnalyticsKeys.THREADS));
    stream.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.number(AnalyticsKeys.STANDBYS));
    stream.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.number(AnalyticsKeys.COMMIT_INTERVAL));
    stream.put(StreamsConfig.POLL_MS_CONFIG, 20);
    stream.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 64L << 20);
    if (!settings.isInMemory()) {
      // The class loads native code.
      stream.put(
          StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksMemory.class.getName());
    }
    int replication = settings.number(AnalyticsKeys.REPLICATION);
    stream.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    String directory = settings.text(AnalyticsKeys.STATE_DIRECTORY);
    stream.put(
        StreamsConfig.STATE_DIR_CONFIG,
        directory.isEmpty()
            ? Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "counterstream-analytics",
                    Integer.toString(settings.number(AnalyticsKeys.HTTP_PORT)))
                .toString()
            : directory);
    // The group notices after this time that a process died.
    stream.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
    stream.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 3_000);
    // Every client reads gzip; its level as that of the processor's results.
    stream.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "gzip");
    stream.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG), 1);
    // A broker that still ends the transaction before refuses the first batch for a while, and
    // would log an error for each batch that follows it.
    stream.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    stream.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
    stream.putAll(settings.kafka());
    return stream;
  }
}
