package io.counterstream.processor.reply;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.record.TimestampType;

/**
 * Which replies a topic accepts.
 *
 * @param partitions its number of partitions
 * @param recordBytesMax the largest record, in bytes
 * @param keys whether records need a key
 * @param ageMax how old a record's timestamp may be
 * @param leadMax how far in the future a record's timestamp may be
 * @param leaderless the partitions without a leader; a transaction with a record for one of them
 *     can't be committed
 */
public record ReplyTopicCapacity(
    int partitions,
    int recordBytesMax,
    Keys keys,
    Duration ageMax,
    Duration leadMax,
    Set<Integer> leaderless) {
  private static final Duration UNBOUNDED = Duration.ofMillis(Long.MAX_VALUE);

  /** The largest difference between the clocks of the brokers and of this process. */
  private static final Duration CLOCK_SKEW_MAX = Duration.ofMinutes(1);

  /** Whether records need a key: a compacted topic refuses those without. */
  public enum Keys {
    OPTIONAL,
    REQUIRED
  }

  /**
   * Reads the capacity from a topic's description.
   *
   * @param topic with the operations that this client may do, if the broker returned them
   * @param config its configuration
   * @param recordBytesMax the largest record that it accepts, in bytes
   * @return empty if the topic is internal to Kafka or this client may not write to it
   */
  public static Optional<ReplyTopicCapacity> of(
      TopicDescription topic, Config config, int recordBytesMax) {
    boolean writable = topic.authorizedOperations() == null
        || topic.authorizedOperations().contains(AclOperation.WRITE);
    if (topic.isInternal() || !writable) {
      return Optional.empty();
    }
    boolean compacted = value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("compact");
    return Optional.of(new ReplyTopicCapacity(
        topic.partitions().size(),
        recordBytesMax,
        compacted ? Keys.REQUIRED : Keys.OPTIONAL,
        bound(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
        bound(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        leaderless(topic)));
  }

  private static Set<Integer> leaderless(TopicDescription topic) {
    return topic.partitions().stream()
        .filter(partition -> partition.leader() == null || partition.leader().isEmpty())
        .map(TopicPartitionInfo::partition)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * A topic that replaces the timestamps of records does not check them. Brokers before Kafka 3.6
   * do not have these bounds, and some services do not show them.
   */
  private static Duration bound(Config config, String name) {
    String type = value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    return type.equals(TimestampType.LOG_APPEND_TIME.name) || config.get(name) == null
        ? UNBOUNDED
        : Duration.ofMillis(Long.parseLong(value(config, name)));
  }

  private static String value(Config config, String name) {
    return config.get(name).value();
  }

  /** Whether the topic accepts a reply that is sent at {@code nowMillis}. */
  boolean accepts(Reply reply, long nowMillis) {
    Duration age = Duration.ofMillis(nowMillis - reply.timestampMillis());
    return reply.sizeBytes() <= recordBytesMax
        && (reply.hasKey() || keys == Keys.OPTIONAL)
        && age.plus(CLOCK_SKEW_MAX).compareTo(ageMax) <= 0
        && age.negated().plus(CLOCK_SKEW_MAX).compareTo(leadMax) <= 0;
  }
}
