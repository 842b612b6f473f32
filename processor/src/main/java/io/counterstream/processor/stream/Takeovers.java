package io.counterstream.processor.stream;

import io.counterstream.processor.offsets.AssignmentListener;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Begins to read what takeovers need as soon as partitions are assigned: Kafka Streams completes
 * the rebalance and creates the tasks meanwhile. Thread-safe.
 */
final class Takeovers implements AssignmentListener {
  private final ContinuityRules rules;
  private final FollowedTopic topic;
  private final LongSupplier nanoClock;

  /** The reads for assigned partitions whose tasks are not initialized. */
  private final Map<TopicPartition, TakeoverRead> assigned = new ConcurrentHashMap<>();

  /** The reads that began with the last assignment of a partition, as far as they may last. */
  private final Map<TopicPartition, TakeoverRead> reading = new ConcurrentHashMap<>();

  /**
   * Nothing is assigned.
   *
   * @param rules what is read and which threads read it
   * @param topic the command topic that is followed
   * @param nanoClock a time that only rises
   */
  Takeovers(ContinuityRules rules, FollowedTopic topic, LongSupplier nanoClock) {
    this.rules = rules;
    this.topic = topic;
    this.nanoClock = nanoClock;
  }

  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      TakeoverRead read = begin(partition, OptionalLong.empty());
      reading.put(partition, read);
      Optional.ofNullable(assigned.put(partition, read)).ifPresent(TakeoverRead::cancel);
    }
  }

  /**
   * Partitions are given up, whose tasks may not have been initialized. If another thread of this
   * instance has one by now, it reads for itself.
   */
  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      reading.remove(partition);
      Optional.ofNullable(assigned.remove(partition)).ifPresent(TakeoverRead::cancel);
    }
  }

  /** Until its takeover is read, a partition's records would only let their stream thread wait. */
  @Override
  public boolean isPreparing(TopicPartition partition) {
    TakeoverRead read = reading.get(partition);
    if (read == null || !read.isDone()) {
      return read != null;
    }
    reading.remove(partition, read);
    return false;
  }

  /** Returns the read that began with the partition's assignment, or begins one. */
  TakeoverRead ofAssigned(TopicPartition partition) {
    return Optional.ofNullable(assigned.remove(partition))
        .orElseGet(() -> begin(partition, OptionalLong.empty()));
  }

  /** Begins a read for a first record that a poll has shown, and does not wait for it. */
  TakeoverRead begin(TopicPartition partition, long first) {
    return begin(partition, OptionalLong.of(first));
  }

  private TakeoverRead begin(TopicPartition partition, OptionalLong first) {
    TakeoverRead read = create(partition, first);
    rules.takeovers().execute(read);
    return read;
  }

  /** A read for a first record, which the caller has to run. */
  TakeoverRead create(TopicPartition partition, long first) {
    return create(partition, OptionalLong.of(first));
  }

  private TakeoverRead create(TopicPartition partition, OptionalLong first) {
    return new TakeoverRead(
        rules, partition, topic.source(partition.partition()), first, nanoClock);
  }
}
