package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.LogSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** A partition without a leader is set apart, and does not stand for the others. */
class CommandPartitionsTest {
  private static final Node LEADER = new Node(1, "broker", 9092);

  @Test
  void onlyPartitionsWithALeaderCanBeChecked() {
    TopicDescription topic = new TopicDescription(
        "commands",
        false,
        List.of(partition(0, LEADER), partition(1, null), partition(2, Node.noNode())),
        Set.of(),
        Uuid.ONE_UUID);
    CommandPartitions found = CommandPartitions.of(topic);
    assertThat(found.logs())
        .isEqualTo(
            Map.of(new TopicPartition("commands", 0), new LogSource(Uuid.ONE_UUID.toString(), 0)));
    assertThat(found.leaderless())
        .containsExactly(new TopicPartition("commands", 1), new TopicPartition("commands", 2));
  }

  private static TopicPartitionInfo partition(int number, Node leader) {
    return new TopicPartitionInfo(number, leader, List.of(LEADER), List.of(LEADER));
  }
}
