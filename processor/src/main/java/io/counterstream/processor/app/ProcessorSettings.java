package io.counterstream.processor.app;

import io.counterstream.contract.Topics;
import io.counterstream.contract.advice.Spelling;
import io.counterstream.contract.kafka.OutcomeHeaders;
import io.counterstream.contract.settings.PropertiesFile;
import io.counterstream.contract.settings.ServiceLinks;
import io.counterstream.contract.settings.UnreadableFileException;
import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.dynamodb.TableEndpoint;
import io.counterstream.processor.engine.Backoff;
import io.counterstream.processor.engine.EngineSettings;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.OnAlreadyDecided;
import io.counterstream.processor.offsets.OnRecordsLost;
import io.counterstream.processor.offsets.OnUnknownTopic;
import io.counterstream.processor.offsets.OrphanedTransactions;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.stream.OnItemFault;
import io.counterstream.processor.stream.OutcomeFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** The processor's settings, checked. Immutable; {@link SettingKeys} says what each means. */
public final class ProcessorSettings {
  private static final String ENVIRONMENT_PREFIX = "COUNTERSTREAM_";

  /** Variables with the prefix that are not settings of the processor. */
  private static final List<String> OTHER_VARIABLES =
      List.of("JAVA_OPTS", "CLI_LOG", "CLI_CONFIG", "CLI_OUTPUT", "CLI_TIMEOUT");

  private final Map<String, Object> values;
  private final Properties kafka = new Properties();

  private ProcessorSettings(Map<String, Object> values, Map<String, String> given) {
    this.values = values;
    given.forEach((key, value) -> {
      if (key.startsWith(SettingKeys.KAFKA_PREFIX)) {
        kafka.setProperty(key.substring(SettingKeys.KAFKA_PREFIX.length()), value);
      }
    });
  }

  /**
   * Parses settings from a map of names to texts; settings that are not given have defaults.
   *
   * @throws SettingsException that lists every unknown name and every value out of range
   */
  public static ProcessorSettings of(Map<String, String> given) {
    ConfigDef keys = SettingKeys.definition();
    List<String> faults = new ArrayList<>();
    for (String name : given.keySet()) {
      if (!keys.names().contains(name) && !name.startsWith(SettingKeys.KAFKA_PREFIX)) {
        faults.add(name + ": no such setting"
            + Spelling.nearest(name, keys.names())
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("; --settings lists all, and kafka.* are Kafka's own"));
      }
    }
    given.keySet().stream()
        .filter(name -> name.startsWith(SettingKeys.KAFKA_PREFIX))
        .map(name -> name.substring(SettingKeys.KAFKA_PREFIX.length()))
        .flatMap(name ->
            FixedKafkaSettings.fault(name).or(() -> KafkaSettingNames.misspelling(name)).stream())
        .forEach(faults::add);
    for (ConfigValue value : keys.validate(given)) {
      value.errorMessages().forEach(fault -> faults.add(value.name() + ": " + fault));
    }
    if (faults.isEmpty()) {
      ProcessorSettings settings = new ProcessorSettings(keys.parse(given), given);
      settings.checkComposite(faults);
      if (faults.isEmpty()) {
        return settings;
      }
    }
    throw new SettingsException("settings are not usable", faults);
  }

  /**
   * Reads the file of {@code --config}.
   *
   * @throws SettingsException that names the file and the line at fault
   */
  static Map<String, String> fromFile(Path config) {
    try {
      return PropertiesFile.read(config);
    } catch (UnreadableFileException unreadable) {
      throw new SettingsException(
          "settings are not usable", List.of("--config: " + unreadable.getMessage()));
    }
  }

  /**
   * Reads the environment: {@code COUNTERSTREAM_TABLE_NAME} is {@code table.name}. Service
   * links are passed over.
   */
  public static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Map<String, String> given = new TreeMap<>();
    ServiceLinks.without(environment).forEach((name, value) -> {
      if (name.startsWith(ENVIRONMENT_PREFIX)) {
        String key = name.substring(ENVIRONMENT_PREFIX.length());
        if (!OTHER_VARIABLES.contains(key)) {
          given.put(key.toLowerCase(Locale.ROOT).replace('_', '.'), value);
        }
      }
    });
    return given;
  }

  /** What to tell the operator about settings that are passed to Kafka, but are none of its own. */
  List<String> kafkaWarnings() {
    return KafkaSettingNames.unknown(kafka.stringPropertyNames()).stream()
        .sorted()
        .map(name -> name + ": Kafka has no such setting; it is passed on, for a plug-in that may"
            + " know it")
        .toList();
  }

  /** A table of all settings in Markdown, for the documentation. */
  public static String documentation() {
    return SettingKeys.definition().configKeys().values().stream()
        .map(key -> "| `" + key.name + "` | "
            + (key.defaultValue.equals("") ? "" : "`" + key.defaultValue + "`") + " | "
            + key.documentation + " |")
        .collect(Collectors.joining(
            "\n", "| setting | default | meaning |\n| --- | --- | --- |\n", "\n"));
  }

  private void checkComposite(List<String> faults) {
    try {
      topics();
    } catch (IllegalArgumentException malformed) {
      faults.add("topic.prefix: " + malformed.getMessage());
    }
    try {
      replyTopics();
    } catch (PatternSyntaxException malformed) {
      faults.add("reply.topics: " + malformed.getMessage());
    }
    try {
      resultsCompression();
    } catch (IllegalArgumentException unknown) {
      faults.add("results.compression: " + unknown.getMessage());
    }
    optional(SettingKeys.TABLE_ENDPOINT)
        .flatMap(TableEndpoint::fault)
        .ifPresent(fault -> faults.add("table.endpoint: " + fault));
  }

  Topics topics() {
    return new Topics(text(SettingKeys.TOPIC_PREFIX));
  }

  /** The table's address. */
  public DynamoDb.Address table() {
    return new DynamoDb.Address(
        text(SettingKeys.TABLE),
        optional(SettingKeys.TABLE_ENDPOINT).map(URI::create),
        optional(SettingKeys.TABLE_REGION),
        number(SettingKeys.IN_FLIGHT),
        Duration.ofMillis(number(SettingKeys.TABLE_TIMEOUT)));
  }

  /** Which topics commands may name for replies; no topic matches the empty pattern. */
  Pattern replyTopics() {
    return Pattern.compile(text(SettingKeys.REPLY_TOPICS));
  }

  /** How outcomes, replies and dead letters are compressed. */
  ResultsCompression resultsCompression() {
    return ResultsCompression.of(text(SettingKeys.RESULTS_COMPRESSION));
  }

  OnAlreadyDecided onAlreadyDecided() {
    return OnAlreadyDecided.valueOf(text(SettingKeys.ON_ALREADY_DECIDED).toUpperCase(Locale.ROOT));
  }

  OnRecordsLost onRecordsLost() {
    return OnRecordsLost.valueOf(text(SettingKeys.ON_RECORDS_LOST).toUpperCase(Locale.ROOT));
  }

  /** What an item that is unusable, or can't be read or written, does to the processor. */
  OnItemFault onItemFault() {
    return text(SettingKeys.ON_UNUSABLE_ITEM).equals("stop") ? OnItemFault.STOP : OnItemFault.HOLD;
  }

  /** The time between two looks at an item that holds its partition. */
  Duration betweenItemLooks() {
    return Duration.ofMillis(number(SettingKeys.ITEM_LOOK_INTERVAL));
  }

  /** How long the table keeps the item of a counter that does not exist. */
  Duration deletedRetention() {
    return Duration.ofDays(number(SettingKeys.DELETED_RETENTION));
  }

  OnUnknownTopic onUnknownTopic() {
    return OnUnknownTopic.valueOf(text(SettingKeys.ON_UNKNOWN_TOPIC).toUpperCase(Locale.ROOT));
  }

  Duration transactionTimeout() {
    return Duration.ofMillis(number(SettingKeys.TRANSACTION_TIMEOUT));
  }

  /** What aborts the transactions of owners that died. */
  OrphanedTransactions orphanedTransactions(Admin admin) {
    return new OrphanedTransactions(
        admin,
        text(SettingKeys.APPLICATION_ID),
        topics(),
        StreamSettings.sessionTimeout(kafka()).dividedBy(2));
  }

  /** How outcomes are written to result topics that accept records of this many bytes. */
  OutcomeFormat outcomeFormat(int recordBytesMax) {
    OutcomeHeaders headers = (Boolean) values.get(SettingKeys.CLOUD_EVENTS)
        ? OutcomeHeaders.WITH_CLOUD_EVENT
        : OutcomeHeaders.PASSED_ON;
    return new OutcomeFormat(headers, recordBytesMax);
  }

  /** What to tell the operator if outcomes do not name their commands. */
  Optional<String> cloudEventsWarning() {
    return (Boolean) values.get(SettingKeys.CLOUD_EVENTS)
        ? Optional.empty()
        : Optional.of("cloudevents=false: outcomes do not name their commands' offsets. If the"
            + " group's offsets expire or application.id is changed, outcomes that are still in a"
            + " journal are sent a second time");
  }

  EngineSettings engine() {
    return new EngineSettings(
        new Limits(number(SettingKeys.BATCH_COMMANDS), number(SettingKeys.JOURNAL_BYTES)),
        number(SettingKeys.IN_FLIGHT),
        (Long) values.get(SettingKeys.CACHE_BYTES),
        Backoff.DEFAULT,
        new DecideOnce());
  }

  /** Kafka's own settings, as given with the prefix {@code kafka.}. */
  Properties kafka() {
    return (Properties) kafka.clone();
  }

  /** Settings of a client that is not one of Kafka Streams'. */
  Map<String, Object> kafkaClient() {
    Map<String, Object> kafka = new HashMap<>();
    kafka().forEach((key, value) -> kafka.put(key.toString(), value));
    kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, text(SettingKeys.BOOTSTRAP));
    return kafka;
  }

  String text(String key) {
    return (String) values.get(key);
  }

  int number(String key) {
    return ((Number) values.get(key)).intValue();
  }

  private Optional<String> optional(String key) {
    return Optional.of(text(key)).filter(text -> !text.isEmpty());
  }

  /** Detects that the group's offsets were reset. */
  ResetGuard resetGuard(DecidedOffsets offsets) {
    return new ResetGuard(offsets, onAlreadyDecided(), onRecordsLost());
  }

  /** Describes a reset. */
  ResetAdvice resetAdvice() {
    return new ResetAdvice(text(SettingKeys.APPLICATION_ID), text(SettingKeys.BOOTSTRAP));
  }
}
