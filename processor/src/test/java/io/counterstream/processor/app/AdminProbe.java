package io.counterstream.processor.app;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** Creates topics and tells of them. */
final class AdminProbe implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Admin admin;

  AdminProbe(String bootstrap) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
  }

  void create(String topic, int partitions, Map<String, String> configs) {
    NewTopic wanted = new NewTopic(topic, partitions, (short) 1).configs(configs);
    get(admin.createTopics(List.of(wanted)).all());
    // A broker knows of a topic a moment after the controller made it.
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> admin.describeTopics(List.of(topic)).allTopicNames().get().size() == 1);
  }

  Uuid idOf(String topic) {
    return get(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic).topicId();
  }

  /** How often a partition has had another leader, or none. */
  int leaderEpoch(TopicPartition partition) {
    return get(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition))
        .leaderEpoch()
        .orElseThrow();
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
