package io.counterstream.processor.offsets;

import java.util.Collection;
import org.apache.kafka.common.TopicPartition;

/** Learns of assigned partitions, on the stream thread and before it reads their offsets. */
@FunctionalInterface
public interface AssignmentListener {
  /** Partitions of the command topic are assigned to a thread of this instance. */
  void assigned(Collection<TopicPartition> partitions);

  /** Tells this listener first and then the other one. */
  default AssignmentListener andThen(AssignmentListener other) {
    return partitions -> {
      assigned(partitions);
      other.assigned(partitions);
    };
  }
}
