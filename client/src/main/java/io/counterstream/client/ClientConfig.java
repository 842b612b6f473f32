package io.counterstream.client;

import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The settings of a client: brokers, topics, time-out.
 *
 * <pre>{@code
 * ClientConfig config = ClientConfig.of("127.0.0.1:9092").withTimeout(Duration.ofSeconds(10));
 * }</pre>
 *
 * @param bootstrapServers the brokers to connect to first, as {@code host:port}, separated by
 *     commas
 * @param topics the names of the topics
 * @param timeout how long a call waits for its outcome by default, and how long Kafka's producer
 *     tries to deliver a command; 100 ms to 1 day
 * @param kafka further settings of the Kafka clients, such as those for security. The client itself
 *     sets what its guarantees depend on: {@code acks}, {@code enable.idempotence}, {@code
 *     transactional.id}, {@code group.id}, {@code isolation.level} and the like have no effect here
 */
public record ClientConfig(
    String bootstrapServers, Topics topics, Duration timeout, Map<String, String> kafka) {
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);
  private static final Duration TIMEOUT_MAX = Duration.ofDays(1);

  /** Checks the ranges. */
  public ClientConfig {
    Objects.requireNonNull(topics, "topics");
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrapServers must name a broker, was '"
          + bootstrapServers + "': give one as host:port");
    }
    if (timeout.compareTo(TIMEOUT_MIN) < 0 || timeout.compareTo(TIMEOUT_MAX) > 0) {
      throw new IllegalArgumentException(
          "timeout must be " + TIMEOUT_MIN + " to " + TIMEOUT_MAX + ", was " + timeout);
    }
    kafka = Map.copyOf(kafka);
  }

  /** The settings, without the values of Kafka's, which may be secrets. */
  @Override
  public String toString() {
    return "ClientConfig[bootstrapServers=" + bootstrapServers + ", topics=" + topics + ", timeout="
        + timeout + ", kafka=" + new TreeSet<>(kafka.keySet()) + "]";
  }

  /** The default topics, a time-out of 30 seconds, no further settings. */
  public static ClientConfig of(String bootstrapServers) {
    return new ClientConfig(bootstrapServers, Topics.DEFAULT, Duration.ofSeconds(30), Map.of());
  }

  /** Returns a copy with topics whose names start with {@code prefix}. */
  public ClientConfig withTopicPrefix(String prefix) {
    return new ClientConfig(bootstrapServers, new Topics(prefix), timeout, kafka);
  }

  /** Returns a copy with another time-out. */
  public ClientConfig withTimeout(Duration newTimeout) {
    return new ClientConfig(bootstrapServers, topics, newTimeout, kafka);
  }

  /** Returns a copy with one more setting of the Kafka clients. */
  public ClientConfig withKafka(String name, String value) {
    Map<String, String> more = new HashMap<>(kafka);
    more.put(name, value);
    return new ClientConfig(bootstrapServers, topics, timeout, more);
  }
}
