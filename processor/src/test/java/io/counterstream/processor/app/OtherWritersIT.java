package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Manual edits of the table, and counters whose commands are in two partitions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherWritersIT {

  private Deployment deployment;
  private CounterProcessor processor;
  private KafkaClient kafka;
  private TableClient table;
  private int sent;

  @BeforeAll
  void start() {
    deployment = TestProcessors.deploy(4);
    processor = TestProcessors.start(deployment);
    kafka = deployment.kafka();
    table = deployment.table();
  }

  @AfterAll
  void stop() {
    table.close();
    kafka.close();
    processor.close();
  }

  @Test
  void anItemWrittenManuallyIsAValidCounter() {
    table.put(
        Map.of("counter", AttributeValue.fromS("manual"), "value", AttributeValue.fromN("70")));
    assertThat(send("manual", 0, 1, "70")).isEqualTo("applied 71/2");
    assertThat(send("manual", 0, 1, "\"absent\"")).isEqualTo("conflict 71/2");
  }

  @Test
  void anEditIsNeverOverwritten() {
    assertThat(send("edited", 0, 5, "\"any\"")).isEqualTo("applied 5/1");
    Map<String, AttributeValue> item = new HashMap<>(table.item("edited").orElseThrow());
    item.put("value", AttributeValue.fromN("100"));
    table.put(item);
    assertThat(send("edited", 0, 1, "5")).isEqualTo("conflict 100/1");
    assertThat(send("edited", 0, 1, "100")).isEqualTo("applied 101/2");
  }

  @Test
  void anyNotationOfAnIntegerIsOne() {
    table.put(
        Map.of("counter", AttributeValue.fromS("notation"), "value", AttributeValue.fromN("1E2")));
    assertThat(send("notation", 0, 1, "100")).isEqualTo("applied 101/2");
    Map<String, AttributeValue> item = new HashMap<>(table.item("notation").orElseThrow());
    item.put("value", AttributeValue.fromN("41.0"));
    table.put(item);
    assertThat(send("notation", 0, 1, "101")).isEqualTo("conflict 41/2");
    assertThat(send("notation", 0, 1, "41")).isEqualTo("applied 42/3");
  }

  @Test
  void aBareItemInPlaceOfOursIsTakenAsItIs() {
    assertThat(send("replaced", 0, 5, "\"any\"")).isEqualTo("applied 5/1");
    table.put(
        Map.of("counter", AttributeValue.fromS("replaced"), "value", AttributeValue.fromN("9")));
    assertThat(send("replaced", 0, 1, "9")).isEqualTo("applied 10/2");
  }

  @Test
  void aCounterWithCommandsInTwoPartitionsKeepsBothInItsItem() {
    for (int round = 0; round < 5; round++) {
      send("spread", 0, 1, "\"any\"");
      send("spread", 3, 1, "\"any\"");
    }
    Map<String, AttributeValue> item = table.item("spread").orElseThrow();
    assertThat(item.get("value").n()).isEqualTo("10");
    assertThat(item.get("version").n()).isEqualTo("10");
    assertThat(item.get("otherLogs").m()).hasSize(1);
  }

  @Test
  void commandsOfAnUnusableItemAreRejectedUntilItIsCured() {
    Map<String, AttributeValue> item = new HashMap<>(
        Map.of("counter", AttributeValue.fromS("broken"), "value", AttributeValue.fromS("seven")));
    table.put(item);
    assertThat(send("broken", 0, 1, "\"any\"")).isEqualTo("rejected unusable");
    assertThat(send("broken", 0, 1, "\"absent\"")).isEqualTo("rejected unusable");
    assertThat(table.item("broken").orElseThrow()).containsAllEntriesOf(item);
    assertThat(send("whole", 0, 1, "\"any\"")).as("others go on").isEqualTo("applied 1/1");
    table.put(with(table.item("broken").orElseThrow(), "value", AttributeValue.fromN("7")));
    assertThat(send("broken", 0, 1, "\"any\"")).isEqualTo("applied 8/2");
  }

  @Test
  void aFractionIsLeftAsItIs() {
    table.put(Map.of(
        "counter", AttributeValue.fromS("half"),
        "value", AttributeValue.fromN("1.5"),
        "version", AttributeValue.fromN("1")));
    assertThat(send("half", 0, 1, "\"any\"")).isEqualTo("rejected unusable");
    assertThat(table.item("half").orElseThrow())
        .containsEntry("value", AttributeValue.fromN("1.5"))
        .containsEntry("version", AttributeValue.fromN("1"));
    table.put(with(table.item("half").orElseThrow(), "value", AttributeValue.fromN("2")));
    assertThat(send("half", 0, 1, "2")).isEqualTo("applied 3/2");
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> item, String attribute, AttributeValue value) {
    Map<String, AttributeValue> edited = new HashMap<>(item);
    edited.put(attribute, value);
    return edited;
  }

  private String send(String counter, int partition, long delta, String expected) {
    String id = publish(counter, partition, delta, expected);
    kafka.awaitRecords(deployment.topics().outcomes(), sent);
    List<String> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.read(deployment.topics().outcomes())) {
      Outcome outcome = OutcomeCodec.decode(record.value());
      if (outcome.commandId().equals(id)) {
        assertThat(record.partition()).isEqualTo(partition);
        found.add(outcome.type() + " "
            + (outcome instanceof Outcome.Rejected rejected
                ? rejected.reason()
                : outcome
                    .state()
                    .map(state -> state.value() + "/" + state.version())
                    .orElseThrow()));
      }
    }
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private String publish(String counter, int partition, long delta, String expected) {
    String id = "w" + sent++;
    String fields = "\"delta\":" + delta + ",\"expected\":" + expected;
    kafka.publish(
        List.of(Deployment.inPartition(partition, deployment.command(id, counter, fields))));
    return id;
  }
}
