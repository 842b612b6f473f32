package io.counterstream.processor.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The work of one stream thread: its partitions and its open transaction. Polls, processing and
 * commits of a partition all happen on its stream thread, so nothing here is shared.
 */
final class ThreadWork {
  private final Map<TopicPartition, PartitionWork> partitions = new HashMap<>();
  private boolean polledAll = true;
  private Optional<Long> transactionBeganNanos = Optional.empty();

  PartitionWork partition(TopicPartition partition) {
    return partitions.computeIfAbsent(partition, unused -> new PartitionWork());
  }

  void closed(TopicPartition partition) {
    Optional.ofNullable(partitions.remove(partition)).ifPresent(PartitionWork::close);
  }

  /** A poll brought records: all that were there, or as many as one poll may bring. */
  void polled(boolean all) {
    polledAll = all;
  }

  /** Whether no polled record is left to process, and none is known to wait behind them. */
  boolean isDrained() {
    return polledAll && partitions.values().stream().allMatch(PartitionWork::isDrained);
  }

  void transactionBegan(long nowNanos) {
    transactionBeganNanos = Optional.of(nowNanos);
  }

  void transactionEnded() {
    transactionBeganNanos = Optional.empty();
  }

  /** For how long a transaction has been open; 0 if none is. */
  long transactionAgeNanos(long nowNanos) {
    return transactionBeganNanos.map(began -> nowNanos - began).orElse(0L);
  }

  /** The marks to commit with the group's offsets, for partitions that are followed. */
  Map<TopicPartition, OffsetAndMetadata> marks(Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> marks = new HashMap<>();
    offsets.forEach((partition, offset) -> Optional.ofNullable(partitions.get(partition))
        .flatMap(work -> work.decidedOffsetAfterCommitOf(offset.offset()))
        .ifPresent(mark -> marks.put(partition, mark)));
    return marks;
  }

  /** A transaction that held this offset was committed. */
  void committed(TopicPartition partition, long offset) {
    Optional.ofNullable(partitions.get(partition)).ifPresent(work -> work.committed(offset));
  }
}
