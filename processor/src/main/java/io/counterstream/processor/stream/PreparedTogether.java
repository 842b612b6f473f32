package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import io.counterstream.processor.offsets.AssignmentListener;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Lets the partitions that are assigned together begin together: when all are prepared and Kafka
 * Streams has resumed all. A consumer has one fetch at a time at a broker, and the broker may hold
 * it for {@code fetch.max.wait.ms}: one for the partition that is ready first would delay the
 * records of the others. Used by one stream thread.
 */
final class PreparedTogether implements AssignmentListener {
  /** Kafka's default of {@code fetch.max.wait.ms}: to wait for others for longer gains nothing. */
  static final Duration WAIT_MAX = Duration.ofMillis(500);

  private final AssignmentListener listener;
  private final Environment environment;
  private Set<TopicPartition> last = Set.of();

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
      last = Set.copyOf(partitions);
      notResumed.clear();
      notResumed.addAll(last);
      untilNanos = environment.nanoTime() + WAIT_MAX.toNanos();
    }
  }

  @Override
  public void revoked(Collection<TopicPartition> partitions) {
    listener.revoked(partitions);
    notResumed.removeAll(partitions);
  }

  /** Kafka Streams resumes partitions. */
  void resumed(Collection<TopicPartition> partitions) {
    notResumed.removeAll(partitions);
  }

  @Override
  public boolean isPreparing(TopicPartition partition) {
    boolean waitsForOthers = last.contains(partition) && environment.nanoTime() - untilNanos < 0;
    return waitsForOthers
        ? !notResumed.isEmpty() || last.stream().anyMatch(listener::isPreparing)
        : listener.isPreparing(partition);
  }
}
