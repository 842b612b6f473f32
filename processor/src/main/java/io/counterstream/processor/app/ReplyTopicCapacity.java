package io.counterstream.processor.app;

import io.counterstream.processor.stream.ReplyTopics;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;

/** Reads from a topic's description what replies it takes: whatever it refused would stop us. */
final class ReplyTopicCapacity {
  private static final Duration UNBOUNDED = Duration.ofMillis(Long.MAX_VALUE);

  private ReplyTopicCapacity() {}

  /**
   * What a topic takes; empty if it is Kafka's own or we may not write to it.
   *
   * @param topic with the operations that we may do, if the broker told
   * @param config its configuration
   * @param batchBytes what a batch may have around a record
   */
  static Optional<ReplyTopics.Capacity> of(TopicDescription topic, Config config, int batchBytes) {
    boolean writable = topic.authorizedOperations() == null
        || topic.authorizedOperations().contains(AclOperation.WRITE);
    if (topic.isInternal() || !writable) {
      return Optional.empty();
    }
    boolean compacted = value(config, TopicConfig.CLEANUP_POLICY_CONFIG).contains("compact");
    return Optional.of(new ReplyTopics.Capacity(
        topic.partitions().size(),
        Integer.parseInt(value(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG)) - batchBytes,
        compacted ? ReplyTopics.Keys.REQUIRED : ReplyTopics.Keys.OPTIONAL,
        bound(config, TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG),
        bound(config, TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG)));
  }

  /** A topic that gives records its own timestamps does not look at theirs. */
  private static Duration bound(Config config, String name) {
    String type = value(config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
    return type.equals("LogAppendTime")
        ? UNBOUNDED
        : Duration.ofMillis(Long.parseLong(value(config, name)));
  }

  private static String value(Config config, String name) {
    return config.get(name).value();
  }
}
