package io.counterstream.processor.app;

import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.contract.kafka.Rights;
import io.counterstream.processor.reply.ReplyTopicCapacity;
import io.counterstream.processor.stream.TopicIds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.record.TimestampType;

/** Checks and creates the five topics in Kafka. */
final class CommandTopics implements TopicIds {
  /** How much larger than its command an outcome or a dead letter may be, in bytes. */
  private static final int LARGER_BYTES = 64 * 1024;

  private static final Duration VISIBLE_TIMEOUT = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 50;

  private final Admin admin;
  private final Topics topics;
  private final Rights rights;
  private final TopicCreation creation;

  /** The caller closes {@code admin}, whose principal has {@code rights}. */
  CommandTopics(Admin admin, Topics topics, Rights rights) {
    this.admin = admin;
    this.topics = topics;
    this.rights = rights;
    this.creation = new TopicCreation(admin, rights);
  }

  @Override
  public Uuid idOf(String topic) {
    Uuid id = describe(topic)
        .orElseThrow(() -> new KafkaException("topic " + topic + " does not exist"))
        .topicId();
    if (id.equals(Uuid.ZERO_UUID)) {
      throw new KafkaException("the brokers have no id for topic " + topic);
    }
    return id;
  }

  /** The partitions of the command topic. */
  CommandPartitions partitions() {
    return CommandPartitions.of(describe(topics.commands())
        .orElseThrow(() -> new KafkaException("topic " + topics.commands() + " does not exist")));
  }

  /** The faults of the topics; empty if there are none. */
  List<String> faults() {
    Map<String, TopicDescription> existing = existing();
    List<String> faults = new ArrayList<>();
    topics.all().stream()
        .filter(topic -> !existing.containsKey(topic))
        .forEach(topic -> faults.add("topic " + topic + " does not exist"));
    faults.addAll(faultsOf(existing));
    unequalPartitions(partitionsOf(existing)).ifPresent(faults::add);
    return faults;
  }

  /**
   * The faults of the topics that exist, which provisioning would not change.
   *
   * @param partitions of the command topic, if it is to be created
   */
  List<String> faultsBeforeProvisioning(int partitions) {
    Map<String, TopicDescription> existing = existing();
    List<String> faults = faultsOf(existing);
    Map<String, Integer> counts = partitionsOf(existing);
    counts.putIfAbsent(topics.commands(), partitions);
    unequalPartitions(counts).ifPresent(faults::add);
    return faults;
  }

  private Map<String, TopicDescription> existing() {
    Map<String, TopicDescription> existing = new LinkedHashMap<>();
    topics.all().forEach(topic -> describe(topic).ifPresent(found -> existing.put(topic, found)));
    return existing;
  }

  private static Map<String, Integer> partitionsOf(Map<String, TopicDescription> existing) {
    Map<String, Integer> partitions = new TreeMap<>();
    existing.forEach((topic, found) -> partitions.put(topic, found.partitions().size()));
    return partitions;
  }

  private Optional<String> unequalPartitions(Map<String, Integer> partitions) {
    return partitions.values().stream().distinct().count() > 1
        ? Optional.of("all five topics must have the same number of partitions, found " + partitions
            + ": create the result topics again, with as many as " + topics.commands()
            + " has; if that is to be created, set partitions to the number of the others")
        : Optional.empty();
  }

  private List<String> faultsOf(Map<String, TopicDescription> existing) {
    List<String> faults = new ArrayList<>();
    existing.forEach((topic, found) -> {
      TopicIdSupport.withoutId(topic, found.topicId()).ifPresent(faults::add);
      if (config(topic).get(TopicConfig.CLEANUP_POLICY_CONFIG).value().contains("compact")) {
        faults.add("topic " + topic + " must have cleanup.policy=delete, found compact: it would"
            + " lose all but the last outcome of a counter and refuse records without a key");
      }
    });
    Optional.ofNullable(existing.get(topics.commands()))
        .map(TopicDescription::topicId)
        .filter(id -> !id.equals(Uuid.ZERO_UUID))
        .map(id -> admin.describeTopics(TopicCollection.ofTopicIds(List.of(id))).allTopicIds())
        .flatMap(TopicIdSupport::fetchedByName)
        .ifPresent(faults::add);
    if (existing.containsKey(topics.commands())) {
      Config commands = config(topics.commands());
      existing.keySet().stream()
          .filter(topic -> !topic.equals(topics.commands()))
          .filter(topic -> refusesTimestamps(config(topic), commands))
          .forEach(topic -> faults.add("topic " + topic
              + " must accept records with any timestamp, because senders choose it: set"
              + " message.timestamp.before.max.ms and message.timestamp.after.max.ms to "
              + Long.MAX_VALUE + ", as --provision does"));
    }
    return faults;
  }

  /** Whether a result topic refuses a timestamp that the command topic accepts. */
  static boolean refusesTimestamps(Config result, Config commands) {
    return result
            .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
            .value()
            .equals(TimestampType.CREATE_TIME.name)
        && (millis(result, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG) < Long.MAX_VALUE
            || millis(result, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)
                < millis(commands, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG));
  }

  /** Brokers before Kafka 3.6 do not have these bounds, and some services do not show them. */
  private static long millis(Config config, String name) {
    return Optional.ofNullable(config.get(name))
        .map(ConfigEntry::value)
        .map(Long::parseLong)
        .orElse(Long.MAX_VALUE);
  }

  /**
   * Creates the topics that do not exist.
   *
   * @param partitions of the command topic, if it does not exist either
   * @param replication their replication factor, -1 for the broker's default
   * @return the names of those created now
   * @throws io.counterstream.contract.kafka.MissingRightsException if rights are missing; then
   *     none is created
   */
  List<String> provision(int partitions, short replication) {
    List<String> absent = absent();
    creation.requireAllowed(absent, partitions, replication);
    absent.forEach(this::describe);
    List<String> created = new ArrayList<>();
    if (describe(topics.commands()).isEmpty()) {
      created.addAll(
          creation.create(List.of(topics.commands()), partitions, replication, Map.of()));
    }
    int count = describe(topics.commands())
        .filter(existing -> created.isEmpty())
        .orElseGet(() -> awaitTopic(topics.commands()))
        .partitions()
        .size();
    List<String> missing =
        topics.all().stream().filter(topic -> describe(topic).isEmpty()).toList();
    long bytes = (long) maxMessageBytes(topics.commands()) + LARGER_BYTES;
    created.addAll(creation.create(
        missing,
        count,
        replication,
        Map.of(
            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
            Long.toString(Math.min(bytes, Integer.MAX_VALUE)),
            // Outcomes have the timestamps of their commands, which the command topic has accepted.
            TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
            Long.toString(Long.MAX_VALUE),
            TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
            Long.toString(Long.MAX_VALUE))));
    missing.forEach(this::awaitTopic);
    return created;
  }

  private List<String> absent() {
    List<String> absent = new ArrayList<>();
    for (String topic : topics.all()) {
      try {
        config(topic);
      } catch (UnknownTopicOrPartitionException missing) {
        absent.add(topic);
      }
    }
    return absent;
  }

  /** Waits until the brokers know a topic that was just created, and its leaders. */
  private TopicDescription awaitTopic(String topic) {
    long deadlineNanos = System.nanoTime() + VISIBLE_TIMEOUT.toNanos();
    Optional<TopicDescription> found = describe(topic);
    while (found.isEmpty() || found.get().partitions().stream().anyMatch(p -> p.leader() == null)) {
      if (System.nanoTime() - deadlineNanos > 0) {
        throw new KafkaException(
            "topic " + topic + " was created but is not usable after " + VISIBLE_TIMEOUT);
      }
      pause();
      found = describe(topic);
    }
    return found.get();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  /** The largest record that every result topic accepts, in bytes before compression. */
  int recordBytesMax() {
    int least = Integer.MAX_VALUE;
    for (String topic : topics.all()) {
      if (!topic.equals(topics.commands())) {
        least = Math.min(least, maxMessageBytes(topic));
      }
    }
    return LargestRecord.bytes(least);
  }

  /** Which replies a topic accepts; empty if it does not exist or accepts none. */
  Optional<ReplyTopicCapacity> capacityOf(String topic) {
    return describe(topic, new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .flatMap(found -> capacity(found, config(topic)));
  }

  private static Optional<ReplyTopicCapacity> capacity(TopicDescription topic, Config config) {
    return ReplyTopicCapacity.of(topic, config, LargestRecord.bytes(maxMessageBytes(config)));
  }

  private int maxMessageBytes(String topic) {
    return maxMessageBytes(config(topic));
  }

  private static int maxMessageBytes(Config config) {
    return Integer.parseInt(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value());
  }

  /** The configuration of a topic. */
  Config config(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return rights.require(
        AclOperation.DESCRIBE_CONFIGS,
        "topic " + topic,
        () -> KafkaFutures.await(admin.describeConfigs(List.of(resource)).all()).get(resource));
  }

  private Optional<TopicDescription> describe(String topic) {
    return describe(topic, new DescribeTopicsOptions());
  }

  private Optional<TopicDescription> describe(String topic, DescribeTopicsOptions options) {
    try {
      return Optional.of(rights.require(
          AclOperation.DESCRIBE,
          "topic " + topic,
          () -> KafkaFutures.await(admin.describeTopics(List.of(topic), options).allTopicNames())
              .get(topic)));
    } catch (UnknownTopicOrPartitionException missing) {
      return Optional.empty();
    }
  }
}
