package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import io.counterstream.processor.offsets.AssignmentListener;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets all partitions of a thread wait until those of its last assignment are prepared and Kafka
 * Streams has resumed them, for {@link #WAIT_MAX} at most. A consumer has one fetch at a time at a
 * broker, and the broker holds a fetch without records for {@code fetch.max.wait.ms}. One without
 * the new partitions would delay their records by more than what it brings of the others. Used by
 * one stream thread.
 */
final class PreparedTogether implements AssignmentListener {
  /** Kafka's default of {@code fetch.max.wait.ms}: to wait for longer would gain nothing. */
  static final Duration WAIT_MAX = Duration.ofMillis(500);

  private final AssignmentListener listener;
  private final Environment environment;

  /** The partitions of the last assignment that are not known to be ready. */
  private final Set<TopicPartition> awaited = new HashSet<>();

  /** Those of them that Kafka Streams has not resumed yet. */
  private final Set<TopicPartition> notResumed = new HashSet<>();

  private long untilNanos;

  /**
   * Nothing is assigned.
   *
   * @param listener prepares each partition
   * @param environment the clock
   */
  PreparedTogether(AssignmentListener listener, Environment environment) {
    this.listener = listener;
    this.environment = environment;
    this.untilNanos = environment.nanoTime();
  }

  @Override
  public void assigned(Collection<TopicPartition> partitions) {
    listener.assigned(partitions);
    if (!partitions.isEmpty()) {
      awaited.addAll(partitions);
      notResumed.addAll(partitions);
      untilNanos = environment.nanoTime() + WAIT_MAX.toNanos();
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    listener.revoked(partitions);
    awaited.removeAll(partitions);
    notResumed.removeAll(partitions);
  }

  /** Kafka Streams resumes partitions. */
  void resumed(Collection<TopicPartition> partitions) {
    notResumed.removeAll(partitions);
  }

  /** Whether a partition waits, for its own preparation or for that of others. */
  @Override
  public boolean isPreparing(TopicPartition partition) {
    return waitsForAll() || listener.isPreparing(partition);
  }

  private boolean waitsForAll() {
    if (awaited.isEmpty()) {
      return false;
    }
    if (environment.nanoTime() - untilNanos >= 0) {
      awaited.clear();
      return false;
    }
    awaited.removeIf(each -> !notResumed.contains(each) && !listener.isPreparing(each));
    return !awaited.isEmpty();
  }
}
