package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Topics;
import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.KafkaDecidedOffsets;
import io.counterstream.processor.offsets.KafkaOtherLogs;
import io.counterstream.processor.offsets.OnUnknownTopic;
import io.counterstream.processor.offsets.ResultTails;
import io.counterstream.testkit.Deployment;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
      KafkaOtherLogs logs = logs(admin, group, OnUnknownTopic.KEEP);
      LogSource unknown = new LogSource(Uuid.randomUuid().toString(), 1);
      assertThat(logs.neededFrom(decided)).hasValue(5);
      assertThat(logs.neededFrom(new LogSource(id.toString(), 0)))
          .as("the decided offset is of another log")
          .isEqualTo(OptionalLong.empty());
      assertThat(logs.neededFrom(unknown)).isEqualTo(OptionalLong.empty());
      assertThat(logs(admin, group, OnUnknownTopic.FORGET).neededFrom(unknown))
          .hasValue(Long.MAX_VALUE);
    }
  }

  private static KafkaOtherLogs logs(Admin admin, String group, OnUnknownTopic onUnknown) {
    ResultTails unread = new ResultTails(
        admin,
        () -> {
          throw new AssertionError("what is committed needs no results");
        },
        Topics.DEFAULT);
    return new KafkaOtherLogs(admin, new KafkaDecidedOffsets(admin, group, unread), onUnknown);
  }
}
