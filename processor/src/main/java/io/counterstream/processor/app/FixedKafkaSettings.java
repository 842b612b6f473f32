package io.counterstream.processor.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Kafka's settings on which the guarantee rests, or that a setting of the processor replaces, and
 * why no user may change them. Kafka Streams
 * accepts a client's setting with several prefixes, and a more special one wins over what it sets
 * itself; so each is refused in every spelling.
 */
final class FixedKafkaSettings {
  private static final List<String> STREAMS_PREFIXES = List.of("");
  private static final List<String> CONSUMER_PREFIXES =
      List.of("", "consumer.", "main.consumer.", "restore.consumer.", "global.consumer.");
  private static final List<String> PRODUCER_PREFIXES = List.of("", "producer.");

  /** Of every client that Kafka Streams uses here. */
  private static final List<String> CLIENT_PREFIXES = List.of(
      "",
      "admin.",
      "consumer.",
      "main.consumer.",
      "restore.consumer.",
      "global.consumer.",
      "producer.");

  /** Undocumented settings, with which Kafka Streams changes how it works. */
  private static final Pattern INTERNAL = Pattern.compile(
      "(((main|restore|global)\\.)?consumer\\.|producer\\.|admin\\.)?(__|internal\\.).*");

  private static final String SKIPS = "to continue would skip a command";
  private static final String LOSES = "to continue would lose an outcome";
  private static final String OWN = "the processor needs its own";
  private static final String BYTES = "the processor reads and writes bytes";
  private static final String COMPRESSION = "use results.compression";
  private static final String EXACTLY_ONCE = "exactly_once_v2 rests on it";

  private static final Map<String, String> OF_STREAMS = Map.ofEntries(
      Map.entry("processing.guarantee", "it is always exactly_once_v2"),
      Map.entry("processing.exception.handler", SKIPS),
      Map.entry("deserialization.exception.handler", SKIPS),
      Map.entry("default.deserialization.exception.handler", SKIPS),
      Map.entry("production.exception.handler", LOSES),
      Map.entry("default.production.exception.handler", LOSES),
      Map.entry("default.client.supplier", OWN),
      Map.entry("processor.wrapper.class", OWN),
      Map.entry("errors.dead.letter.queue.topic.name", "the processor writes its own dead letters"),
      Map.entry("application.id", "use application.id"),
      Map.entry("transaction.timeout.ms", "use transaction.timeout.ms"));

  private static final Map<String, String> OF_CONSUMERS = Map.ofEntries(
      Map.entry(
          "isolation.level",
          "it is always read_committed: commands of aborted transactions are none"),
      Map.entry("auto.offset.reset", "it is always earliest: a later start would skip commands"),
      Map.entry("check.crcs", "it is always true: a damaged command must not be decided"),
      Map.entry("enable.auto.commit", "offsets are committed with their outcomes"),
      Map.entry("interceptor.classes", OWN),
      Map.entry("group.id", "use application.id"),
      Map.entry(
          "group.protocol",
          "it is always classic: with the others Kafka Streams goes around the"
              + " processor's checks of the log"),
      Map.entry("partition.assignment.strategy", "Kafka Streams needs its own"),
      Map.entry(
          "allow.auto.create.topics",
          "a command topic that was deleted must not come back by itself"),
      Map.entry("key.deserializer", BYTES),
      Map.entry("value.deserializer", BYTES));

  private static final Map<String, String> OF_PRODUCERS = Map.ofEntries(
      Map.entry("enable.idempotence", EXACTLY_ONCE),
      Map.entry("acks", EXACTLY_ONCE),
      Map.entry("transactional.id", EXACTLY_ONCE),
      Map.entry("transaction.two.phase.commit.enable", EXACTLY_ONCE),
      Map.entry("max.in.flight.requests.per.connection", EXACTLY_ONCE),
      Map.entry("transaction.timeout.ms", "use transaction.timeout.ms"),
      Map.entry("compression.type", COMPRESSION),
      Map.entry("compression.gzip.level", COMPRESSION),
      Map.entry("compression.lz4.level", COMPRESSION),
      Map.entry("compression.zstd.level", COMPRESSION),
      Map.entry("interceptor.classes", OWN),
      Map.entry("key.serializer", BYTES),
      Map.entry("value.serializer", BYTES));

  /** A client of another cluster would read or commit the offsets of another log. */
  private static final Map<String, String> OF_CLIENTS =
      Map.of("bootstrap.servers", "use bootstrap.servers");

  /** The reason for each spelling, without the prefix {@code kafka.}. */
  private static final Map<String, String> REASONS = reasons();

  private FixedKafkaSettings() {}

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    add(reasons, CLIENT_PREFIXES, OF_CLIENTS);
    add(reasons, CONSUMER_PREFIXES, OF_CONSUMERS);
    add(reasons, PRODUCER_PREFIXES, OF_PRODUCERS);
    add(reasons, STREAMS_PREFIXES, OF_STREAMS);
    return reasons;
  }

  private static void add(
      Map<String, String> reasons, List<String> prefixes, Map<String, String> settings) {
    prefixes.forEach(
        prefix -> settings.forEach((name, reason) -> reasons.put(prefix + name, reason)));
  }

  /**
   * What is wrong with a setting that a user gave; empty if it may be changed.
   *
   * @param name without the prefix {@code kafka.}
   */
  static Optional<String> fault(String name) {
    return Optional.ofNullable(REASONS.get(name))
        .or(() -> INTERNAL.matcher(name).matches()
            ? Optional.of("it is internal to Kafka Streams")
            : Optional.empty())
        .map(reason -> SettingKeys.KAFKA_PREFIX + name + ": can't be set, " + reason);
  }
}
