package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Waiting;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Partitions are added while commands flow, and not in the order that the documents ask for. */
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

  /** Then its outcomes are what has nowhere to go. */
  private void awaitThatTheNewPartitionIsRecordedInTheTable() {
    try (TableClient table = deployment.table()) {
      Waiting.await()
          .until(
              () -> table.item("c").map(item -> item.containsKey("otherLogs")).orElse(false));
    }
  }

  /** New partitions are otherwise noticed after some minutes. */
  private static Map<String, String> quickMetadata() {
    return Map.of("kafka.metadata.max.age.ms", "1000");
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
