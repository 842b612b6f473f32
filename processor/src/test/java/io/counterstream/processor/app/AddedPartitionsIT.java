package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterstream.contract.json.OutcomeCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Partitions are added while commands flow, and not in the order that the documents ask for. */
class AddedPartitionsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int COMMANDS = 300;

  private final Deployment deployment = Deployment.create(1, Deployment.MORTAL);
  private int sent;

  @Test
  void commandsOfANewPartitionWaitUntilTheResultTopicsHaveItToo() throws Exception {
    try (KafkaProbe kafka = deployment.kafka();
        Admin admin =
            Admin.create(Map.of("bootstrap.servers", deployment.servers().bootstrapServers()));
        CounterProcessor processor = deployment.start(quickMetadata())) {
      kafka.publish(commands(0));
      addPartition(admin, List.of(deployment.topics().commands()));
      kafka.publish(commands(1));
      kafka.publish(commands(0));
      awaitThatTheNewPartitionIsRecordedInTheTable();
      addPartition(
          admin,
          deployment.topics().all().stream()
              .filter(topic -> !topic.equals(deployment.topics().commands()))
              .toList());
      assertThat(kafka.awaitRecords(deployment.topics().outcomes(), sent, PATIENCE))
          .isEqualTo(sent);
      assertThat(processor.isFollowing()).isTrue();

      Map<String, Long> outcomes = kafka.read(deployment.topics().outcomes()).stream()
          .map(record -> OutcomeCodec.decode(record.value()).commandId())
          .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
      assertThat(outcomes)
          .hasSize(sent)
          .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }
    try (TableProbe table = deployment.table()) {
      assertThat(table.item("c").orElseThrow().get("value").n()).isEqualTo("" + sent);
    }
  }

  /** Then its outcomes are what has nowhere to go. */
  private void awaitThatTheNewPartitionIsRecordedInTheTable() {
    try (TableProbe table = deployment.table()) {
      await()
          .atMost(PATIENCE)
          .until(
              () -> table.item("c").map(item -> item.containsKey("otherLogs")).orElse(false));
    }
  }

  /** New partitions are otherwise noticed after some minutes. */
  private static Map<String, String> quickMetadata() {
    return Map.of("kafka.metadata.max.age.ms", "1000");
  }

  private static void addPartition(Admin admin, List<String> topics)
      throws InterruptedException, ExecutionException {
    admin
        .createPartitions(topics.stream()
            .collect(Collectors.toMap(topic -> topic, topic -> NewPartitions.increaseTo(2))))
        .all()
        .get();
    // A broker knows of a partition a moment after the controller made it.
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> admin.describeTopics(topics).allTopicNames().get().values().stream()
            .allMatch(topic -> topic.partitions().size() == 2));
  }

  private List<ProducerRecord<byte[], byte[]>> commands(int partition) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      String json =
          "{\"commandId\":\"p" + sent++ + "\",\"counter\":\"c\",\"delta\":1,\"expected\":\"any\"}";
      records.add(new ProducerRecord<>(
          deployment.topics().commands(), partition, "c".getBytes(UTF_8), json.getBytes(UTF_8)));
    }
    return records;
  }
}
