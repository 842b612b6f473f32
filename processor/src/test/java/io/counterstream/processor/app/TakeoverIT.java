package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Partitions move between processors under load. */
class TakeoverIT {
  private static final int BATCH = 1000;

  @Test
  void processorsJoinAndLeaveAndEveryCommandHasOneOutcome() {
    Deployment deployment = TestProcessors.deploy(6);
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 5, 30);
    try (KafkaClient kafka = deployment.kafka()) {
      CounterProcessor first = TestProcessors.start(deployment);
      kafka.publish(load.next(BATCH));
      CounterProcessor second = TestProcessors.start(deployment);
      kafka.publish(load.next(BATCH));
      first.close();
      kafka.publish(load.next(BATCH));
      CounterProcessor third = TestProcessors.start(deployment);
      kafka.publish(load.next(BATCH));
      second.close();
      kafka.publish(load.next(BATCH));
      long found = kafka.awaitRecords(deployment.topics().outcomes(), 5 * BATCH);
      assertThat(found).isEqualTo(5 * BATCH);
      third.close();
    }
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  @Test
  void aProcessorThatStopsLeavesTheGroupAtOnce() throws InterruptedException {
    Deployment deployment = TestProcessors.deploy(2);
    // The group waits ten minutes for a member that did not say that it leaves.
    Map<String, String> patient = Map.of(
        "kafka.main.consumer.session.timeout.ms", "600000",
        "kafka.main.consumer.heartbeat.interval.ms", "500");
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 6, 4);
    try (KafkaClient kafka = deployment.kafka();
        ChildJvm first = deployment.startProcess(Deployment.PROCESSOR, patient)) {
      kafka.publish(load.next(BATCH));
      assertThat(kafka.awaitRecords(deployment.topics().outcomes(), BATCH)).isEqualTo(BATCH);
      first.terminate();
      assertThat(first.awaitExit()).isZero();
      try (CounterProcessor second = TestProcessors.start(deployment, patient)) {
        kafka.publish(load.next(BATCH));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 2 * BATCH))
            .isEqualTo(2 * BATCH);
      }
    }
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }

  @Test
  void aCommandThatIsSentAgainIsRejectedByTheNextOwnerToo() {
    Deployment deployment = TestProcessors.deploy(1);
    String added = "\"delta\":1,\"expected\":\"any\"";
    String other = "\"delta\":2,\"expected\":\"any\"";
    try (KafkaClient kafka = deployment.kafka()) {
      try (CounterProcessor first = TestProcessors.start(deployment)) {
        kafka.publish(List.of(
            deployment.command("id", "again", added),
            deployment.command("id", "again", added),
            deployment.command("id", "again", other)));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 3)).isEqualTo(3);
      }
      try (CounterProcessor second = TestProcessors.start(deployment)) {
        kafka.publish(List.of(
            deployment.command("id", "again", added), deployment.command("new", "again", added)));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 5)).isEqualTo(5);
      }
      List<String> rejected = kafka.read(List.of(deployment.topics().rejected())).stream()
          .map(record -> (Outcome.Rejected) OutcomeCodec.decode(record.value()))
          .map(outcome -> outcome.reason() + " of offset "
              + outcome.original().orElseThrow().eventId().split("/")[2])
          .toList();
      assertThat(rejected)
          .containsExactly("repeated of offset 0", "id-reused of offset 0", "repeated of offset 0");
      assertThat(kafka.read(List.of(deployment.topics().applied()))).hasSize(2);
    }
    assertThat(DeploymentAudit.judge(deployment).findings()).isEmpty();
  }
}
