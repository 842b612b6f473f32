package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Commands through the real stream to the real table, and their outcomes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EndToEndIT {

  private Deployment deployment;
  private CounterProcessor processor;
  private KafkaClient kafka;

  @BeforeAll
  void start() {
    deployment = TestProcessors.deploy(4);
    processor =
        TestProcessors.start(deployment, Map.of("reply.topics", deployment.name() + "-replies"));
    kafka = deployment.kafka();
  }

  @AfterAll
  void stop() {
    kafka.close();
    processor.close();
  }

  @Test
  void aCounterIsCreatedIncrementedAndDecrementedAndAConflictHoldsItsValue() {
    List<String> outcomes = outcomesOf(
        "visits",
        "\"delta\":10,\"expected\":\"absent\"",
        "\"delta\":5,\"expected\":10",
        "\"delta\":-3,\"expected\":15",
        "\"delta\":1,\"expected\":10",
        "\"delta\":0,\"expected\":\"any\"");
    assertThat(outcomes)
        .containsExactly(
            "applied 10/1", "applied 15/2", "applied 12/3", "conflict 12/3", "applied 12/3");
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  @Test
  void expecting0AndExpecting1AreOrdinaryOnNewAndOldCounters() {
    assertThat(outcomesOf("new-0", "\"delta\":1,\"expected\":0")).containsExactly("applied 1/1");
    assertThat(outcomesOf("new-1", "\"delta\":1,\"expected\":1")).containsExactly("conflict 0/0");
    assertThat(outcomesOf(
            "old-0",
            "\"delta\":1,\"expected\":0",
            "\"delta\":-1,\"expected\":1",
            "\"delta\":1,\"expected\":0"))
        .containsExactly("applied 1/1", "applied 0/2", "applied 1/3");
    assertThat(outcomesOf(
            "old-1",
            "\"delta\":1,\"expected\":0",
            "\"delta\":-1,\"expected\":1",
            "\"delta\":1,\"expected\":1"))
        .containsExactly("applied 1/1", "applied 0/2", "conflict 0/2");
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  @Test
  void anOutcomeAlsoGoesToTheReplyTopicThatTheOperatorAllows() {
    String allowed = deployment.name() + "-replies";
    kafka.createTopic(allowed, 3, Map.of());
    byte[] correlation = new byte[] {0, -1, 2, -3, 4, -5, 6, -7, 8, -9, 10, -11, 12, -13, 14, -15};
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (String topic : List.of(allowed, deployment.topics().applied(), "no-such-topic")) {
      ProducerRecord<byte[], byte[]> record =
          command("asks", records.size(), "\"delta\":1,\"expected\":\"any\"");
      record.headers().add("kafka_replyTopic", topic.getBytes(UTF_8));
      record.headers().add("kafka_replyPartition", new byte[] {0, 0, 0, 2});
      record.headers().add("kafka_correlationId", correlation);
      records.add(record);
    }
    long wanted = kafka.read(deployment.topics().outcomes()).size() + 3L;
    kafka.publish(records);
    assertThat(kafka.awaitRecords(deployment.topics().outcomes(), wanted)).isEqualTo(wanted);
    assertThat(kafka.awaitRecords(List.of(allowed), 1)).isEqualTo(1);
    ConsumerRecord<byte[], byte[]> reply = kafka.read(List.of(allowed)).get(0);
    assertThat(reply.partition()).isEqualTo(2);
    assertThat(reply.headers().lastHeader("kafka_correlationId").value()).isEqualTo(correlation);
    assertThat(OutcomeCodec.decode(reply.value()).commandId()).isEqualTo("asks-0");
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  @Test
  void keysAndHeadersTooLargeForTheResultTopicsAreDropped() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    String json =
        new String(command("huge", 0, "\"delta\":1,\"expected\":\"any\"").value(), UTF_8);
    // Zeros compress to almost nothing, so the command topic accepts what the others would refuse.
    byte[] zeros = new byte[3 << 20];
    String topic = deployment.topics().commands();
    records.add(new ProducerRecord<>(topic, zeros, json.getBytes(UTF_8)));
    records.add(new ProducerRecord<>(topic, zeros, zeros));
    ProducerRecord<byte[], byte[]> headers =
        new ProducerRecord<>(topic, "huge".getBytes(UTF_8), json.getBytes(UTF_8));
    headers.headers().add("huge", zeros);
    records.add(headers);
    List<String> results = deployment.resultTopics();
    long wanted = kafka.read(results).size() + 3L;
    kafka.publish(records);
    assertThat(kafka.awaitRecords(results, wanted)).isEqualTo(wanted);
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  private ProducerRecord<byte[], byte[]> command(String counter, int number, String fields) {
    return deployment.command(counter + "-" + number, counter, fields);
  }

  /** Returns the outcomes of commands with these fields as {@code type value/version}. */
  private List<String> outcomesOf(String counter, String... fields) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      records.add(command(counter, i, fields[i]));
    }
    long before = kafka.read(deployment.topics().outcomes()).size();
    kafka.publish(records);
    kafka.awaitRecords(deployment.topics().outcomes(), before + fields.length);
    List<String> found = new ArrayList<>(Collections.nCopies(fields.length, "none"));
    for (ConsumerRecord<byte[], byte[]> record : kafka.read(deployment.topics().outcomes())) {
      Outcome outcome = OutcomeCodec.decode(record.value());
      if (new String(record.key(), UTF_8).equals(counter)) {
        int index = Integer.parseInt(outcome.commandId().substring(counter.length() + 1));
        var state = outcome.state().orElseThrow();
        found.set(index, outcome.type() + " " + state.value() + "/" + state.version());
      }
    }
    return found;
  }
}
