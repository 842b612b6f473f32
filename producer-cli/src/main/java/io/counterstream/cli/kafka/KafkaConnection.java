package io.counterstream.cli.kafka;

import io.counterstream.client.ClientConfig;
import io.counterstream.contract.Topics;
import io.counterstream.contract.advice.ShellCommand;
import io.counterstream.contract.kafka.Rights;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The brokers, the topics and the timeout of a command.
 *
 * @param properties settings of the Kafka clients; {@code bootstrap.servers} is required
 * @param topics the names of the topics
 * @param timeout the limit of a request to the brokers, retries included
 * @param options the words of the command line that name this connection, for commands that
 *     messages advise
 */
public record KafkaConnection(
    Map<String, String> properties, Topics topics, Duration timeout, List<String> options) {
  private static final Duration REQUEST_TIMEOUT_MAX = Duration.ofSeconds(30);
  private static final Duration EXPLANATION_MAX = Duration.ofSeconds(2);
  // The default range of the search is an hour, and includes the wait that timed out.
  private static final Duration SEARCH_RANGE_SHORT = Duration.ofMinutes(30);

  /** Requires that brokers are named. */
  public KafkaConnection {
    properties = Map.copyOf(properties);
    options = List.copyOf(options);
    if (!properties.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
      throw new IllegalArgumentException("bootstrap.servers must be set, found only "
          + properties.keySet() + ": name one broker as host:port");
    }
  }

  /** Returns the limit of a request: the rest of the time-out is for finding out why it failed. */
  public Duration requestTimeout() {
    return timeout.minus(explanationTimeout());
  }

  /** Returns the limit of the search for the reason of a time-out. */
  Duration explanationTimeout() {
    Duration share = timeout.dividedBy(4);
    return share.compareTo(EXPLANATION_MAX) < 0 ? share : EXPLANATION_MAX;
  }

  /** Returns the names of all settings of Kafka's clients. */
  public static Set<String> settingNames() {
    Set<String> names = new TreeSet<>(ConsumerConfig.configNames());
    names.addAll(ProducerConfig.configNames());
    names.addAll(AdminClientConfig.configNames());
    return names;
  }

  /** Creates a connection that the command line names without options. */
  public KafkaConnection(Map<String, String> properties, Topics topics, Duration timeout) {
    this(properties, topics, timeout, List.of());
  }

  /** Returns the command line that finds the outcomes of commands, for pasting into a shell. */
  public String outcomeCommand(List<String> commandIds) {
    return outcomeCommand(List.of(), commandIds);
  }

  /** Returns the command line that finds the outcome of a command to a counter. */
  public String outcomeCommand(String counter, String commandId) {
    boolean waitedLong = timeout.compareTo(SEARCH_RANGE_SHORT) > 0;
    String partition = "--counter=" + counter;
    return outcomeCommand(
        waitedLong ? List.of(partition, "--since=48h") : List.of(partition), List.of(commandId));
  }

  private String outcomeCommand(List<String> search, List<String> commandIds) {
    List<String> words = new ArrayList<>(List.of("outcome"));
    words.addAll(options);
    words.addAll(search);
    words.add("--");
    words.addAll(commandIds);
    return ShellCommand.counterstream(words);
  }

  /** Returns the brokers as given: {@code host:port}, separated by commas. */
  public String bootstrapServers() {
    return properties.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
  }

  /** Returns the rights of the principal as which the clients log in. */
  public Rights rights() {
    return Rights.of(properties);
  }

  /** Returns the configuration of the client library. */
  public ClientConfig clientConfig() {
    Map<String, String> kafka = new HashMap<>();
    clientSettings().forEach((name, value) -> kafka.put(name, value.toString()));
    // The library divides the timeout of a command among its requests.
    kafka.remove(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
    return new ClientConfig(bootstrapServers(), topics, requestTimeout(), kafka);
  }

  /** Returns the settings of a producer that stores each record once, on all replicas. */
  public Map<String, Object> producerSettings(Duration linger) {
    Map<String, Object> settings = clientSettings();
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, requestTimeout().toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int)
        requestTimeout().plus(linger).toMillis());
    return settings;
  }

  /**
   * Returns the settings of a consumer without a group that reads only committed records.
   *
   * @param fetchWait how long the broker delays a fetch that finds no records
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
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) requestTimeout().toMillis());
    return settings;
  }

  /** Returns the settings of every client. */
  public Map<String, Object> clientSettings() {
    Map<String, Object> settings = new HashMap<>(properties);
    settings.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, "counterstream-cli");
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int)
        Math.min(requestTimeout().toMillis(), REQUEST_TIMEOUT_MAX.toMillis()));
    // Nothing reads the metrics of a process of seconds.
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    return settings;
  }
}
