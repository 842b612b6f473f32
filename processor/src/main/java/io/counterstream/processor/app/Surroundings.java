package io.counterstream.processor.app;

import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.TableUnavailableException;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.processor.stream.ResetGuard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a processor needs around it: the topics in Kafka and the table in DynamoDB. */
final class Surroundings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);
  private static final int ADMIN_TIMEOUT_MILLIS = 15_000;

  private final ProcessorSettings settings;
  private final Admin admin;
  private final CommandTopics topics;
  private final DynamoDb dynamoDb;

  private Surroundings(ProcessorSettings settings, Admin admin, DynamoDb dynamoDb) {
    this.settings = settings;
    this.admin = admin;
    this.topics = new CommandTopics(admin, settings.topics());
    this.dynamoDb = dynamoDb;
  }

  /**
   * A connection to DynamoDB; nothing is asked yet.
   *
   * @throws SettingsException if the machine names no region
   */
  static DynamoDb dynamoDb(ProcessorSettings settings) {
    DynamoDb.Address address = settings.table();
    try {
      return DynamoDb.open(address);
    } catch (TableUnavailableException unusable) {
      if (address.endpoint().isEmpty() && address.region().isEmpty()) {
        throw new SettingsException(
            "no AWS region is set on this machine",
            List.of("set table.region; or, for ./counterstream sandbox,"
                + " table.endpoint=http://127.0.0.1:8000"));
      }
      throw new SettingsException("can't connect to DynamoDB", List.of(causeOf(unusable)));
    }
  }

  /**
   * Clients for both; nothing is asked yet.
   *
   * @param dynamoDb closed with this, or when this can't be made
   * @throws SettingsException if the settings are no addresses
   */
  static Surroundings of(ProcessorSettings settings, DynamoDb dynamoDb) {
    Map<String, Object> kafka = new HashMap<>();
    settings.kafka().forEach((key, value) -> kafka.put(key.toString(), value));
    kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.text(SettingKeys.BOOTSTRAP));
    kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS / 3);
    try {
      return new Surroundings(settings, Admin.create(kafka), dynamoDb);
    } catch (KafkaException unusable) {
      dynamoDb.close();
      throw new SettingsException("can't connect to Kafka", List.of(causeOf(unusable)));
    }
  }

  CommandTopics topics() {
    return topics;
  }

  CounterTable table() {
    return dynamoDb.counterTable();
  }

  /** Creates what does not exist. */
  void provision() {
    List<String> created = asking(() -> topics.provision(
        settings.number(SettingKeys.PARTITIONS), (short) settings.number(SettingKeys.REPLICATION)));
    created.forEach(topic -> LOG.info("Created topic {}", topic));
    if (askingTable(settings, dynamoDb::provision)) {
      LOG.info("Created table {}", settings.text(SettingKeys.TABLE));
    }
  }

  /**
   * Checks all of it.
   *
   * @throws SettingsException that lists everything that is missing or wrong
   */
  void check() {
    List<String> faults = new ArrayList<>(asking(topics::faults));
    askingTable(settings, dynamoDb::fault).ifPresent(faults::add);
    if (!faults.isEmpty()) {
      throw new SettingsException(
          "the processor can't start (--provision creates what does not exist)", faults);
    }
    ResetGuard guard = resetGuard();
    List<String> moved = asking(() -> topics.logs().entrySet().stream()
        .map(log -> guard.fault(log.getKey(), log.getValue()))
        .flatMap(Optional::stream)
        .toList());
    if (!moved.isEmpty()) {
      throw new SettingsException(
          "the processor can't start: the group's offsets are not where it left them", moved);
    }
  }

  /** Begins to watch the brokers. */
  BrokerWatch watchBrokers() {
    return new BrokerWatch(admin, settings.text(SettingKeys.BOOTSTRAP));
  }

  /** What keeps commands from a second outcome when the group's offsets were reset. */
  ResetGuard resetGuard() {
    String group = settings.text(SettingKeys.APPLICATION_ID);
    return new ResetGuard(
        group,
        settings.text(SettingKeys.BOOTSTRAP),
        new KafkaDecidedOffsets(admin, group),
        settings.onAlreadyDecided());
  }

  /** The largest record that every result topic takes, in bytes before compression. */
  int recordBytesMax() {
    return asking(topics::recordBytesMax);
  }

  private <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (ConfigException malformed) {
      throw new SettingsException("can't connect to Kafka", List.of(malformed.getMessage()));
    } catch (KafkaException unanswered) {
      throw new SettingsException(
          "no usable answer from Kafka",
          List.of("bootstrap.servers " + settings.text(SettingKeys.BOOTSTRAP) + ": "
              + causeOf(unanswered) + ". Is it running, and may we use it?"));
    }
  }

  private static <T> T askingTable(ProcessorSettings settings, Supplier<T> question) {
    try {
      return question.get();
    } catch (TableUnavailableException unanswered) {
      String where = settings.table().endpoint().map(Object::toString).orElse("of AWS");
      throw new SettingsException(
          "no usable answer from DynamoDB",
          List.of("table.endpoint " + where + ": " + unanswered.getMessage()
              + ". Is it running, and may we use it?"));
    }
  }

  private static String causeOf(Throwable failure) {
    Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
    return cause.getMessage() == null || cause.getMessage().isBlank()
        ? cause.toString()
        : cause.getMessage();
  }

  @Override
  public void close() {
    dynamoDb.close();
    admin.close();
  }
}
