package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.audit.AuditReport;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.dynamodb.DynamoDb;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.client.TableHttp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The table writes, and its response is lost. */
class LostResponseIT {
  private static final int COMMANDS = 50;

  @Test
  void aCommandWhosePutSucceededIsAppliedAndNeverAConflict() {
    Deployment deployment = TestProcessors.deploy(2);
    ProcessorSettings settings =
        TestProcessors.settings(deployment, Map.of("max.batch.commands", "1"));
    TableHttp http = TableHttp.lossy();
    DynamoDb lossy = DynamoDb.open(settings.table(), http);
    try (CounterProcessor processor = TestProcessors.awaitRunning(
            CounterProcessor.start(settings, settings.engine(), lossy));
        KafkaClient kafka = deployment.kafka()) {
      kafka.publish(chain(deployment.topics().commands()));
      kafka.awaitRecords(deployment.topics().outcomes(), COMMANDS);
    }
    AuditReport report = DeploymentAudit.judge(deployment);
    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().commands()).isEqualTo(COMMANDS);
    assertThat(report.counts().applied()).isEqualTo(COMMANDS);
    assertThat(http.lost()).isGreaterThanOrEqualTo(COMMANDS / 2);
  }

  @Test
  void aCommandWhoseBlindUpdateSucceededIsAppliedAndNeverAConflict() {
    Deployment deployment = TestProcessors.deploy(2);
    ProcessorSettings settings = TestProcessors.settings(deployment, Map.of());
    TableHttp http = TableHttp.lossy();
    DynamoDb lossy = DynamoDb.open(settings.table(), http);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TableClient table = deployment.table()) {
      for (int i = 0; i < COMMANDS; i++) {
        table.put(Map.of(
            "counter", AttributeValue.fromS("k" + i),
            "value", AttributeValue.fromN("41"),
            "version", AttributeValue.fromN("7")));
        records.add(expecting("k" + i, 41, deployment.topics().commands()));
      }
      try (CounterProcessor processor = TestProcessors.awaitRunning(
              CounterProcessor.start(settings, settings.engine(), lossy));
          KafkaClient kafka = deployment.kafka()) {
        kafka.publish(records);
        kafka.awaitRecords(deployment.topics().outcomes(), COMMANDS);
      }
      assertThat(DeploymentAudit.judge(deployment).counts().applied()).isEqualTo(COMMANDS);
      assertThat(table.items().values()).allSatisfy(item -> {
        assertThat(item.get("value").n()).isEqualTo("42");
        assertThat(item.get("version").n()).isEqualTo("8");
        assertThat(item.get("versionBefore").n()).isEqualTo("7");
        assertThat(item.get("valueBefore").n()).isEqualTo("41");
      });
    }
    assertThat(http.lost()).isGreaterThanOrEqualTo(COMMANDS / 2);
  }

  private static ProducerRecord<byte[], byte[]> expecting(String counter, long value, String to) {
    CounterCommand command =
        new CounterCommand("id-" + counter, counter, 1, Expectation.exactly(value));
    byte[] key = counter.getBytes(StandardCharsets.UTF_8);
    return new ProducerRecord<>(to, key, CommandCodec.encode(command));
  }

  /** Each command expects the value after the one before: a second decision would be a conflict. */
  private static List<ProducerRecord<byte[], byte[]>> chain(String topic) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < COMMANDS; i++) {
      CounterCommand command = new CounterCommand("c" + i, "chain", 1, Expectation.exactly(i));
      byte[] key = "chain".getBytes(StandardCharsets.UTF_8);
      records.add(new ProducerRecord<>(topic, key, CommandCodec.encode(command)));
    }
    return records;
  }
}
