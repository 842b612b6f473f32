package io.counterstream.processor.simulation;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Which partitions of all topics have a leader. Without one, nobody reads or writes there. */
final class PartitionLeaders {
  private final Set<TopicPartition> leaderless = new HashSet<>();

  boolean has(TopicPartition partition) {
    return !leaderless.contains(partition);
  }

  /** The partitions of a topic that have none. */
  Set<Integer> lost(String topic) {
    return leaderless.stream()
        .filter(partition -> partition.topic().equals(topic))
        .map(TopicPartition::partition)
        .collect(Collectors.toSet());
  }

  /** The partition has no leader any more, or has one again. */
  void loseOrFind(TopicPartition partition) {
    if (!leaderless.remove(partition)) {
      leaderless.add(partition);
    }
  }

  /** Every partition has a leader. */
  void findAll() {
    leaderless.clear();
  }

  /** Whether the brokers acknowledge all records of a transaction. */
  boolean acknowledge(KafkaTransaction transaction) {
    return transaction.records().stream()
        .allMatch(record -> has(new TopicPartition(record.topic(), record.partition())));
  }
}
