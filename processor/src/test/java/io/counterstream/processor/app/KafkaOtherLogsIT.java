package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.KafkaOtherLogs;
import io.counterstream.processor.offsets.OnUnknownTopic;
import io.counterstream.testkit.Deployment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Only what a decided offset covers, or an operator says, is known not to be needed. */
class KafkaOtherLogsIT {
  @Test
  void knowsTheDecidedOffsetsOfItsGroupAndWhichTopicsThereAre() {
    Deployment deployment = TestProcessors.deploy(2);
    String topic = deployment.topics().commands();
    String group = deployment.name();
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", deployment.servers().bootstrapServers()))) {
      Uuid id = KafkaFutures.await(admin.describeTopics(List.of(topic)).allTopicNames())
          .get(topic)
          .topicId();
      LogSource decided = new LogSource(id.toString(), 1);
      KafkaFutures.await(admin
          .alterConsumerGroupOffsets(
              DecidedOffsets.groupOf(group),
              Map.of(
                  new TopicPartition(topic, 0),
                  new OffsetAndMetadata(9, "gone/0"),
                  new TopicPartition(topic, 1),
                  new OffsetAndMetadata(5, decided.toString())))
          .all());
      LogSource unknown = new LogSource(Uuid.randomUuid().toString(), 1);
      LogSource replaced = new LogSource(id.toString(), 0);
      LogSource notOfKafka = new LogSource("T", 0);
      Set<LogSource> all = Set.of(decided, replaced, unknown, notOfKafka);
      assertThat(new KafkaOtherLogs(admin, group, OnUnknownTopic.KEEP).neededFrom(all))
          .as("the decided offset of partition 0 is of another log")
          .isEqualTo(Map.of(decided, 5L));
      assertThat(new KafkaOtherLogs(admin, group, OnUnknownTopic.FORGET).neededFrom(all))
          .isEqualTo(Map.of(decided, 5L, unknown, Long.MAX_VALUE));
    }
  }
}
