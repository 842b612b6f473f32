package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Topics;
import java.util.List;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** A topic that was created again, and a partition without a leader, are noticed. */
class TopicWatchTest {
  private final TopicWatch watch = new TopicWatch(null, Topics.DEFAULT, () -> 0);

  @Test
  void aCommandTopicThatIsCreatedAgainWasDeleted() {
    watch.missingIn(topic(Topics.DEFAULT.commands(), new Uuid(1, 1), new Node(1, "broker", 9092)));
    assertThat(watch.commandTopicWasDeleted()).isFalse();
    watch.missingIn(topic(Topics.DEFAULT.applied(), new Uuid(2, 2), new Node(1, "broker", 9092)));
    assertThat(watch.commandTopicWasDeleted()).isFalse();
    watch.missingIn(topic(Topics.DEFAULT.commands(), new Uuid(1, 2), new Node(1, "broker", 9092)));
    assertThat(watch.commandTopicWasDeleted()).isTrue();
  }

  @Test
  void aPartitionWithoutALeaderIsMissing() {
    assertThat(watch.missingIn(topic(Topics.DEFAULT.applied(), Uuid.ONE_UUID, Node.noNode())))
        .extracting(TopicWatch.Missing::text)
        .containsExactly("a leader of partition counter-applied-0");
  }

  private static TopicDescription topic(String name, Uuid id, Node leader) {
    return new TopicDescription(
        name, false, List.of(new TopicPartitionInfo(0, leader, List.of(), List.of())), null, id);
  }
}
