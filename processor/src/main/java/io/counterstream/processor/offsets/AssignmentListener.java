package io.counterstream.processor.offsets;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** Learns of assigned partitions, on the stream thread and before it reads their offsets. */
@FunctionalInterface
public interface AssignmentListener {
  /** Partitions of the command topic are assigned to a thread of this instance. */
  void assigned(Collection<TopicPartition> partitions);

  /** Partitions were revoked from a thread of this instance, or lost. */
  default void revoked(Collection<TopicPartition> partitions) {}

  /**
   * Whether something that began with the assignment of a partition must end before its records are
   * of use. None is polled until then.
   */
  default boolean isPreparing(TopicPartition partition) {
    return false;
  }

  /** Tells this listener first and then the other one. */
  default AssignmentListener andThen(AssignmentListener other) {
    AssignmentListener first = this;
    return new AssignmentListener() {
      @Override
      public void assigned(Collection<TopicPartition> partitions) {
        first.assigned(partitions);
        other.assigned(partitions);
      }

      @Override
      public void revoked(Collection<TopicPartition> partitions) {
        first.revoked(partitions);
        other.revoked(partitions);
      }

      @Override
      public boolean isPreparing(TopicPartition partition) {
        return first.isPreparing(partition) || other.isPreparing(partition);
      }
    };
  }
}
