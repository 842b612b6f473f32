package io.counterstream.processor.offsets;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.core.LogSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the decided offsets that a consumer group has committed for other logs. A log of another
 * group has none there, so it is not known. Takes two requests, however many logs there are.
 * Thread-safe.
 */
public final class KafkaOtherLogs implements CachedOtherLogs.Lookup {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaOtherLogs.class);

  private final Admin admin;
  private final String decidedOffsetsGroup;
  private final OnUnknownTopic onUnknownTopic;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * Looks at the offsets of one group.
   *
   * @param admin the caller closes it
   * @param group the consumer group
   * @param onUnknownTopic what to do with the journals of logs that this cluster does not have
   */
  public KafkaOtherLogs(Admin admin, String group, OnUnknownTopic onUnknownTopic) {
    this.admin = admin;
    this.decidedOffsetsGroup = DecidedOffsets.groupOf(group);
    this.onUnknownTopic = onUnknownTopic;
  }

  @Override
  public Map<LogSource, Long> neededFrom(Set<LogSource> logs) {
    Map<Uuid, Set<LogSource>> byTopic = logs.stream()
        .filter(log -> idOf(log).isPresent())
        .collect(Collectors.groupingBy(log -> idOf(log).get(), Collectors.toSet()));
    Map<Uuid, KafkaFuture<TopicDescription>> topics = byTopic.isEmpty()
        ? Map.of()
        : admin.describeTopics(TopicCollection.ofTopicIds(byTopic.keySet())).topicIdValues();
    Map<LogSource, Long> found = new HashMap<>();
    Map<TopicPartition, LogSource> partitions = new HashMap<>();
    topics.forEach((id, description) -> {
      try {
        String name = KafkaFutures.await(description).name();
        byTopic
            .get(id)
            .forEach(log -> partitions.put(new TopicPartition(name, log.partition()), log));
      } catch (UnknownTopicIdException gone) {
        if (isForgotten(id)) {
          byTopic.get(id).forEach(log -> found.put(log, Long.MAX_VALUE));
        }
      } catch (KafkaException unknown) {
        LOG.debug("Can't describe the topic with id {}: keeping its journals", id, unknown);
      }
    });
    found.putAll(decided(partitions));
    return found;
  }

  /** Logs of other sources than Kafka have no id. */
  private static Optional<Uuid> idOf(LogSource log) {
    try {
      return Optional.of(Uuid.fromString(log.topicId()));
    } catch (IllegalArgumentException notOfKafka) {
      return Optional.empty();
    }
  }

  private Map<LogSource, Long> decided(Map<TopicPartition, LogSource> logs) {
    if (logs.isEmpty()) {
      return Map.of();
    }
    ListConsumerGroupOffsetsSpec wanted =
        new ListConsumerGroupOffsetsSpec().topicPartitions(logs.keySet());
    Map<TopicPartition, OffsetAndMetadata> committed = KafkaFutures.await(admin
        .listConsumerGroupOffsets(Map.of(decidedOffsetsGroup, wanted))
        .partitionsToOffsetAndMetadata(decidedOffsetsGroup));
    Map<LogSource, Long> decided = new HashMap<>();
    logs.forEach((partition, log) -> Optional.ofNullable(committed.get(partition))
        .filter(offset -> DecidedOffsets.Committed.of(offset).log().equals(log.toString()))
        .ifPresent(offset -> decided.put(log, offset.offset())));
    return decided;
  }

  private boolean isForgotten(Uuid topic) {
    if (onUnknownTopic == OnUnknownTopic.FORGET) {
      return true;
    }
    if (reported.add(topic.toString())) {
      LOG.warn(
          "Counters have journals of a topic with id {}, which this cluster does not have or does"
              + " not show to this processor. They stay in the items, because the topic may be one"
              + " of another cluster. If it was deleted, set on.unknown.topic=forget",
          topic);
    }
    return false;
  }
}
