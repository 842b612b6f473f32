package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.wait.Waiting;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Partitions are added under load, and not in the documented order. */
class AddedPartitionsIT {
  private static final int COMMANDS = 300;

  private final Deployment deployment = TestProcessors.deploy(1, Deployment.QUICK_FAILOVER);
  private int sent;

  @Test
  void commandsOfANewPartitionWaitUntilTheResultTopicsHaveItToo() throws Exception {
    try (KafkaClient kafka = deployment.kafka();
        CounterProcessor processor = TestProcessors.start(deployment, quickMetadata())) {
      kafka.publish(commands(0));
      kafka.enlarge(List.of(deployment.topics().commands()), 2);
      kafka.publish(commands(1));
      kafka.publish(commands(0));
      awaitThatTheNewPartitionIsRecordedInTheTable();
      kafka.enlarge(deployment.resultTopics(), 2);
      assertThat(kafka.awaitRecords(deployment.topics().outcomes(), sent)).isEqualTo(sent);
      assertThat(processor.isFollowing()).isTrue();

      Map<String, Long> outcomes = kafka.read(deployment.topics().outcomes()).stream()
          .map(record -> OutcomeCodec.decode(record.value()).commandId())
          .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
      assertThat(outcomes)
          .hasSize(sent)
          .allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }
    try (TableClient table = deployment.table()) {
      assertThat(table.item("c").orElseThrow().get("value").n()).isEqualTo("" + sent);
    }
  }

  /** From then on its outcomes have no partition to go to. */
  private void awaitThatTheNewPartitionIsRecordedInTheTable() {
    try (TableClient table = deployment.table()) {
      Waiting.await()
          .until(
              () -> table.item("c").map(item -> item.containsKey("otherLogs")).orElse(false));
    }
  }

  /** By default a processor notices new partitions after minutes. */
  private static Map<String, String> quickMetadata() {
    return Map.of("kafka.metadata.max.age.ms", "1000");
  }

  private List<ProducerRecord<byte[], byte[]>> commands(int partition) {
    return Stream.generate(
            () -> deployment.command("p" + sent++, "c", "\"delta\":1,\"expected\":\"any\""))
        .limit(COMMANDS)
        .map(command -> Deployment.inPartition(partition, command))
        .toList();
  }
}
