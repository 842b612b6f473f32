package io.counterstream.processor.app;

import io.counterstream.contract.failure.BrokerProbe;
import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.failure.Explanation;
import io.counterstream.contract.kafka.MissingRightsException;
import io.counterstream.contract.kafka.Rights;
import io.counterstream.core.table.CounterTable;
import io.counterstream.core.table.TableUnavailableException;
import io.counterstream.core.table.TrimmingTable;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.processor.offsets.CachedOtherLogs;
import io.counterstream.processor.offsets.KafkaDecidedOffsets;
import io.counterstream.processor.offsets.KafkaOtherLogs;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.offsets.ResultTails;
import io.counterstream.processor.repeats.CommandHistory;
import io.counterstream.processor.repeats.RepeatSettings;
import io.counterstream.processor.repeats.RepeatWindows;
import io.counterstream.processor.stream.ContinuityRules;
import io.counterstream.processor.stream.StreamListener;
import io.counterstream.processor.stream.TakeoverThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics in Kafka and the table in DynamoDB that a processor needs. */
final class Infrastructure implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Infrastructure.class);
  private static final int ADMIN_TIMEOUT_MILLIS = 15_000;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration TABLE_PATIENCE = Duration.ofSeconds(15);

  private final ProcessorSettings settings;
  private final Rights rights;
  private final Admin admin;
  private final CommandTopics topics;
  private final DynamoDb dynamoDb;
  private final KafkaDecidedOffsets decidedOffsets;
  private final CachedOtherLogs otherLogs;
  private final CommandHistory history;

  private Infrastructure(ProcessorSettings settings, Admin admin, DynamoDb dynamoDb) {
    this.settings = settings;
    this.rights = Rights.of(settings.kafkaClient());
    this.admin = admin;
    this.topics = new CommandTopics(admin, settings.topics(), rights);
    this.dynamoDb = dynamoDb;
    this.decidedOffsets = new KafkaDecidedOffsets(
        admin,
        settings.text(SettingKeys.APPLICATION_ID),
        new ResultTails(admin, readers()::open, settings.topics()));
    this.history = readers().history();
    this.otherLogs = new CachedOtherLogs(new KafkaOtherLogs(
        admin, settings.text(SettingKeys.APPLICATION_ID), settings.onUnknownTopic()));
  }

  /**
   * Creates a client of DynamoDB. Sends no request.
   *
   * @throws SettingsException if no region is configured
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
      throw new SettingsException("can't connect to DynamoDB", List.of(Causes.explain(unusable)));
    }
  }

  /**
   * Creates the clients, if Kafka's brokers are where the settings say.
   *
   * @param dynamoDb closed with this object, or if creating it fails
   * @throws SettingsException if the settings of Kafka's clients are not usable
   */
  static Infrastructure of(ProcessorSettings settings, DynamoDb dynamoDb) {
    Map<String, Object> kafka = settings.kafkaClient();
    ProcessorFailures failures = failures(settings);
    kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS);
    kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ADMIN_TIMEOUT_MILLIS / 3);
    try {
      requireBrokers(settings, failures);
      return new Infrastructure(settings, Admin.create(kafka), dynamoDb);
    } catch (SettingsException foreign) {
      dynamoDb.close();
      throw foreign;
    } catch (KafkaException unusable) {
      dynamoDb.close();
      throw refused(failures.kafka().explain(unusable));
    }
  }

  /** A client of Kafka would run out of memory at another server. */
  private static void requireBrokers(ProcessorSettings settings, ProcessorFailures failures) {
    BrokerProbe probe = BrokerProbe.look(
        settings.text(SettingKeys.BOOTSTRAP),
        settings.kafka().getProperty(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG),
        PROBE_TIMEOUT);
    failures.kafka().foreign(probe).ifPresent(foreign -> {
      throw refused(foreign);
    });
  }

  private static SettingsException refused(Explanation explanation) {
    String what = explanation.kind() == Explanation.Kind.UNREACHABLE
        ? "no usable response from Kafka"
        : "can't use Kafka";
    return new SettingsException(what, List.of(explanation.text()));
  }

  /** Explains failures of Kafka's clients. */
  ProcessorFailures failures() {
    return failures(settings);
  }

  private static ProcessorFailures failures(ProcessorSettings settings) {
    return new ProcessorFailures(settings, Duration.ofMillis(ADMIN_TIMEOUT_MILLIS));
  }

  CommandTopics topics() {
    return topics;
  }

  /** The table, which is not closed with the engine that uses it. */
  CounterTable table() {
    return new TrimmingTable(dynamoDb.counterTable(settings.deletedRetention()), otherLogs);
  }

  /**
   * Creates the topics and the table that do not exist. Changes nothing if what exists is wrong.
   *
   * @throws SettingsException that lists everything that is wrong
   */
  void provision() {
    List<String> faults = new ArrayList<>(
        asking(() -> topics.faultsBeforeProvisioning(settings.number(SettingKeys.PARTITIONS))));
    DynamoDb.Findings table = askingTable(settings, dynamoDb::findings);
    table.fault().filter(fault -> table.exists()).ifPresent(faults::add);
    if (!faults.isEmpty()) {
      throw new SettingsException("nothing was created, because what exists is not usable", faults);
    }
    List<String> created = asking(() -> topics.provision(
        settings.number(SettingKeys.PARTITIONS), (short) settings.number(SettingKeys.REPLICATION)));
    created.forEach(topic -> LOG.info("Created topic {}", topic));
    if (askingTable(settings, dynamoDb::provision)) {
      LOG.info("Created table {}", settings.text(SettingKeys.TABLE));
    }
  }

  /**
   * Checks the topics and the table.
   *
   * @throws SettingsException that lists everything that is missing or wrong
   */
  void check() {
    List<String> faults = new ArrayList<>(asking(topics::faults));
    DynamoDb.Findings table = askingTable(settings, dynamoDb::findings);
    table.fault().ifPresent(faults::add);
    table.warnings().forEach(LOG::warn);
    if (!faults.isEmpty()) {
      throw new SettingsException(
          "the processor can't start (--provision creates what does not exist)", faults);
    }
  }

  /**
   * Checks that the group's offsets are where the outcomes end.
   *
   * @throws SettingsException if they are not
   */
  void checkOffsets() {
    List<String> refused = asking(this::refusedOffsets);
    if (!refused.isEmpty()) {
      throw new SettingsException(
          "the processor can't start: the group's offsets are not where the outcomes end", refused);
    }
  }

  /**
   * Checks that the processor may do to the table everything that it will have to do.
   *
   * @throws SettingsException that lists every right that is missing
   */
  void checkTableRights() {
    requireNone(askingTable(settings, dynamoDb::missingRights));
  }

  private static void requireNone(List<String> missing) {
    if (!missing.isEmpty()) {
      throw new SettingsException("the processor can't start: rights are missing", missing);
    }
  }

  /**
   * Checks that the processor may do with Kafka everything that it will have to do.
   *
   * @throws SettingsException that lists every right that is missing
   */
  void checkRights() {
    KafkaRights kafka = new KafkaRights(
        admin, settings.topics(), settings.text(SettingKeys.APPLICATION_ID), rights);
    requireNone(asking(kafka::faults));
  }

  /** What the operator should improve although the processor can start. */
  StartWarnings warnings() {
    return new StartWarnings(admin, settings, topics);
  }

  private List<String> refusedOffsets() {
    ResetGuard guard = settings.resetGuard(decidedOffsets);
    List<String> found = new ArrayList<>();
    CommandPartitions partitions = topics.partitions();
    partitions
        .leaderless()
        .forEach(partition -> LOG.warn(
            "{} has no leader: its commands wait until it has one, and its offsets are checked"
                + " then. The other partitions are processed",
            partition));
    partitions.logs().forEach((partition, source) -> {
      if (guard.checkBeforeStart(partition, source) instanceof OffsetCheck.Refused refused) {
        found.add(settings.resetAdvice().of(partition, refused));
      }
    });
    return found;
  }

  /** Creates the monitor of the processor's progress, not started. */
  ProgressMonitor progressMonitor(
      ProgressMonitor.Watched watched, ProgressMonitor.Listener listener) {
    return new ProgressMonitor(admin, settings, watched, listener);
  }

  /** Detects that the group's offsets were reset, or that a command was sent before. */
  ContinuityRules continuity(StreamListener listener) {
    return new ContinuityRules(
        settings.resetGuard(decidedOffsets),
        settings.resetAdvice(),
        listener,
        new RepeatWindows(
            RepeatSettings.ofWindow(settings.number(SettingKeys.REPEATS_WINDOW)), history),
        TakeoverThreads.start(),
        settings.orphanedTransactions(admin));
  }

  private ResultReaders readers() {
    return new ResultReaders(settings.kafkaClient(), ADMIN_TIMEOUT_MILLIS);
  }

  /** The largest record that every result topic accepts, in bytes before compression. */
  int recordBytesMax() {
    return asking(topics::recordBytesMax);
  }

  private <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (MissingRightsException refused) {
      throw new SettingsException("rights are missing", refused.missing());
    } catch (KafkaException failure) {
      throw refused(failures().kafka().explain(failure));
    }
  }

  private static <T> T askingTable(ProcessorSettings settings, Supplier<T> question) {
    String where = settings.table().endpoint().map(Object::toString).orElse("of AWS");
    try {
      return new TableWait("DynamoDB, table.endpoint " + where, TABLE_PATIENCE).ask(question);
    } catch (TableUnavailableException failure) {
      throw new SettingsException(
          "no usable response from DynamoDB",
          List.of("table.endpoint " + where + ": " + failure.getMessage()));
    }
  }

  @Override
  public void close() {
    otherLogs.close();
    dynamoDb.close();
    history.close();
    admin.close();
  }
}
