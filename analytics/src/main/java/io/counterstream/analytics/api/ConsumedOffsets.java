package io.counterstream.analytics.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many committed records each partition has that the group has not consumed. Thread-safe. */
final class ConsumedOffsets {
  private static final Logger LOG = LoggerFactory.getLogger(ConsumedOffsets.class);

  private final Admin admin;
  private final String group;
  private final List<TopicPartition> partitions;
  private volatile Map<Integer, Long> behind = Map.of();

  /** The caller closes {@code admin}. */
  ConsumedOffsets(Admin admin, String group, List<TopicPartition> partitions) {
    this.admin = admin;
    this.group = group;
    this.partitions = partitions;
  }

  /** By partition, over all topics, as of the last {@link #look}. */
  Map<Integer, Long> behind() {
    return behind;
  }

  /** Asks the brokers. */
  void look() {
    try {
      Map<TopicPartition, OffsetAndMetadata> consumed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
      Map<TopicPartition, Long> begins = offsets(OffsetSpec.earliest(), committed);
      Map<Integer, Long> found = new HashMap<>();
      offsets(OffsetSpec.latest(), committed).forEach((partition, end) -> {
        OffsetAndMetadata offset = consumed.get(partition);
        long from = Math.max(offset == null ? 0 : offset.offset(), begins.get(partition));
        found.merge(partition.partition(), Math.max(0, end - from), Long::sum);
      });
      behind = found;
    } catch (ExecutionException unreachable) {
      LOG.debug("No offsets of group {}", group, unreachable);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<TopicPartition, Long> offsets(OffsetSpec spec, ListOffsetsOptions options)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> asked =
        partitions.stream().collect(Collectors.toMap(each -> each, each -> spec));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(asked, options)
        .all()
        .get()
        .forEach((partition, result) -> offsets.put(partition, result.offset()));
    return offsets;
  }
}
