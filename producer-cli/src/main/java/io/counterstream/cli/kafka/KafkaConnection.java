package io.counterstream.cli.kafka;

import io.counterstream.client.ClientConfig;
import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Which brokers to talk to, about which topics, how patiently.
 *
 * @param properties settings of the Kafka clients; {@code bootstrap.servers} is required
 * @param topics the names of the topics
 * @param timeout how long one request to the brokers may take in all
 */
public record KafkaConnection(Map<String, String> properties, Topics topics, Duration timeout) {
  private static final Duration REQUEST_TIMEOUT_MAX = Duration.ofSeconds(30);

  /** Checks that the brokers are named. */
  public KafkaConnection {
    properties = Map.copyOf(properties);
    if (!properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new IllegalArgumentException("bootstrap.servers must be set, found only "
          + properties.keySet() + ": name one broker as host:port");
    }
  }

  /** As given: {@code host:port}, separated by commas. */
  public String bootstrapServers() {
    return properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** For the client library. */
  ClientConfig clientConfig() {
    Map<String, String> kafka = new HashMap<>();
    clientSettings().forEach((name, value) -> kafka.put(name, value.toString()));
    // The library divides the time that a command has among its requests.
    kafka.remove(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
    return new ClientConfig(bootstrapServers(), topics, timeout, kafka);
  }

  /** For a producer whose acknowledged records are stored once, on all replicas. */
  public Map<String, Object> producerSettings(Duration linger) {
    Map<String, Object> settings = clientSettings();
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout.toMillis());
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) timeout.plus(linger).toMillis());
    return settings;
  }

  /**
   * For a consumer outside any group that sees only what was committed.
   *
   * @param fetchWait how long the broker keeps a question for records that it can't answer yet
   */
  public Map<String, Object> consumerSettings(Duration fetchWait) {
    Map<String, Object> settings = clientSettings();
    settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
    settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) fetchWait.toMillis());
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeout.toMillis());
    return settings;
  }

  /** For any client. */
  public Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>(properties);
    settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "counterstream-cli");
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int)
        Math.min(timeout.toMillis(), REQUEST_TIMEOUT_MAX.toMillis()));
    // A process of seconds has nobody who reads its metrics.
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }
}
