package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.sandbox.Ports;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.wait.Waiting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item that can't be read or written holds its partition, and no other one. */
class FaultyItemIT {
  private static final int PARTITIONS = 3;

  /** Close to the 400 KB that an item may have. */
  private static final int LARGE_BYTES = 409_500;

  private final Deployment deployment =
      TestProcessors.deploy(PARTITIONS, Deployment.QUICK_FAILOVER);
  private final int port = Ports.lasting(1).get(0);
  private final HealthPage page = new HealthPage(port);

  @Test
  void anItemWithABrokenJournalHoldsItsPartitionUntilItIsFixed() throws Exception {
    Map<String, AttributeValue> broken = new HashMap<>(TableClient.item("faulty", 7));
    broken.put("version", AttributeValue.fromN("3"));
    broken.put("source", AttributeValue.fromS("no log"));
    broken.put("offset", AttributeValue.fromN("1"));
    broken.put("journal", AttributeValue.fromS("not binary"));
    holdsItsPartition(broken);
  }

  @Test
  void anItemThatIsTooLargeHoldsItsPartitionUntilItIsSmaller() throws Exception {
    Map<String, AttributeValue> large = new HashMap<>(TableClient.item("faulty", 7));
    large.put("version", AttributeValue.fromN("3"));
    large.put("note", AttributeValue.fromS("x".repeat(LARGE_BYTES)));
    holdsItsPartition(large);
  }

  private void holdsItsPartition(Map<String, AttributeValue> item) throws Exception {
    Map<String, String> settings = Map.of(
        "http.port", Integer.toString(port),
        "stream.threads", "1",
        "item.look.interval.ms", "500");
    List<String> applied = List.of(deployment.topics().applied());
    try (TableClient table = deployment.table();
        KafkaClient kafka = deployment.kafka()) {
      table.put(item);
      try (CounterProcessor processor = TestProcessors.start(deployment, settings)) {
        kafka.publish(List.of(command("f", 0, "faulty")));
        Waiting.await().until(() -> page.body().contains("faulty"));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.body()).contains("\"waitsFor\":\"item\"", "-commands-0\"]");
        assertThat(page.metrics())
            .containsPattern(
                "counterstream_stalled_seconds\\{partition=\"\\S+-commands-0\",waits_for=\"item\"");
        for (int i = 0; i < 50; i++) {
          kafka.publish(List.of(command("o" + i, 1 + i % 2, "other-" + i % 2)));
        }
        assertThat(kafka.awaitRecords(applied, 50)).isEqualTo(50);
        table.put(TableClient.item("faulty", 7));
        assertThat(kafka.awaitRecords(applied, 51)).isEqualTo(51);
        Waiting.await().until(() -> page.status() == 200);
        assertThat(table.item("faulty").orElseThrow().get("value").n()).isEqualTo("8");
        assertThat(processor.isFollowing()).isTrue();
        processor.close();
        assertThat(processor.awaitStop()).isEqualTo(Optional.empty());
      }
    }
  }

  private ProducerRecord<byte[], byte[]> command(String id, int partition, String counter) {
    return Deployment.inPartition(
        partition, deployment.command(id, counter, "\"delta\":1,\"expected\":\"any\""));
  }
}
