package io.counterstream.processor.offsets;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.core.LogSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the decided offsets that a consumer group has committed for other logs. A log of another
 * group has none there, so it is not known. Thread-safe.
 */
public final class KafkaOtherLogs implements CachedOtherLogs.Lookup {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOtherLogs.class);

  private final Admin admin;
  private final DecidedOffsets offsets;
  private final OnUnknownTopic onUnknownTopic;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * Looks at the offsets of one group.
   *
   * @param admin the caller closes it
   * @param offsets the group's
   * @param onUnknownTopic what to do with the journals of logs that this cluster does not have
   */
  public KafkaOtherLogs(Admin admin, DecidedOffsets offsets, OnUnknownTopic onUnknownTopic) {
    this.admin = admin;
    this.offsets = offsets;
    this.onUnknownTopic = onUnknownTopic;
  }

  @Override
  public OptionalLong neededFrom(LogSource log) {
    Optional<String> topic;
    try {
      topic = topicOf(Uuid.fromString(log.topicId()));
    } catch (IllegalArgumentException notOfKafka) {
      return OptionalLong.empty();
    }
    if (topic.isEmpty()) {
      return ofUnknownTopic(log);
    }
    return offsets
        .decidedOffset(new TopicPartition(topic.get(), log.partition()))
        .filter(committed -> committed.log().equals(log.toString()))
        .map(committed -> OptionalLong.of(committed.offset()))
        .orElseGet(OptionalLong::empty);
  }

  private Optional<String> topicOf(Uuid id) {
    try {
      Map<Uuid, TopicDescription> found = KafkaFutures.await(
          admin.describeTopics(TopicCollection.ofTopicIds(List.of(id))).allTopicIds());
      return Optional.of(found.get(id).name());
    } catch (UnknownTopicIdException unknown) {
      return Optional.empty();
    }
  }

  private OptionalLong ofUnknownTopic(LogSource log) {
    if (onUnknownTopic == OnUnknownTopic.FORGET) {
      return OptionalLong.of(Long.MAX_VALUE);
    }
    if (reported.add(log.topicId())) {
      LOG.warn(
          "Counters have journals of a topic with id {}, which this cluster does not have. They"
              + " stay in the items, because the topic may be one of another cluster. If it was"
              + " deleted, set on.unknown.topic=forget",
          log.topicId());
    }
    return OptionalLong.empty();
  }
}
