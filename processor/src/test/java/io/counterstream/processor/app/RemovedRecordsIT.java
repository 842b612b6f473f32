package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Records are removed from the command topic before a processor that follows it has read them. */
class RemovedRecordsIT {
  private static final int DECIDED = 30;
  private static final int REMOVED = 17;
  private static final int LEFT = 5;

  /** Begins at 30 if no request of the consumer was under way when the process froze. */
  private static final String LOSS = "the records from 3[01] to 46";

  private final Deployment deployment = TestProcessors.deploy(1, Deployment.QUICK_FAILOVER);
  private final TopicPartition commands = new TopicPartition(deployment.topics().commands(), 0);
  private int sent;

  @Test
  void areNamedAndCountedAndTheOthersDecided() throws Exception {
    try (KafkaClient kafka = deployment.kafka();
        ChildJvm processor = deployment.startProcess(Deployment.PROCESSOR, Map.of())) {
      removeBehind(processor, kafka);
      processor.awaitOutput(LOSS + " \\(at most 1[67]\\) were removed");
      awaitOutcomeOfTheLast(kafka);
      assertThat(kafka.read(deployment.topics().outcomes()))
          .extracting(outcome -> OutcomeCodec.decode(outcome.value()).commandId())
          .contains("r29", "r47", "r51")
          .doesNotContain("r31", "r46");
    }
  }

  @Test
  void stopTheProcessorIfTheOperatorWantsIt() throws Exception {
    Map<String, String> stop = Map.of("on.records.lost", "stop");
    try (KafkaClient kafka = deployment.kafka()) {
      try (ChildJvm processor = deployment.startProcess(Deployment.PROCESSOR, stop)) {
        removeBehind(processor, kafka);
        processor.awaitOutput("The processor stops: .*" + LOSS);
        assertThat(processor.awaitExit()).isEqualTo(1);
      }
      assertThatThrownBy(() -> CounterProcessor.start(TestProcessors.settings(deployment, stop)))
          .isInstanceOf(SettingsException.class)
          .hasMessageMatching("(?s).*" + LOSS + ".*")
          .hasMessageContaining("on.records.lost=continue");
      try (CounterProcessor processor = TestProcessors.start(deployment)) {
        awaitOutcomeOfTheLast(kafka);
      }
    }
  }

  private void awaitOutcomeOfTheLast(KafkaClient kafka) {
    String last = "r" + (sent - 1);
    Waiting.await()
        .until(() -> kafka.read(deployment.topics().outcomes()).stream()
            .anyMatch(
                outcome -> OutcomeCodec.decode(outcome.value()).commandId().equals(last)));
  }

  /** Freezes the processor while commands are sent and the first of them removed. */
  private void removeBehind(ChildJvm processor, KafkaClient kafka) throws Exception {
    publish(kafka, DECIDED);
    assertThat(kafka.awaitRecords(deployment.topics().outcomes(), DECIDED)).isEqualTo(DECIDED);
    processor.freeze();
    // The broker answers a request that is under way, and the process reads that after its thaw.
    publish(kafka, 1);
    publish(kafka, REMOVED + LEFT - 1);
    kafka
        .admin()
        .deleteRecords(Map.of(commands, RecordsToDelete.beforeOffset(DECIDED + REMOVED)))
        .all()
        .get();
    processor.thaw();
  }

  private void publish(KafkaClient kafka, int count) {
    String fields = "\"delta\":1,\"expected\":\"any\"";
    kafka.publish(IntStream.range(sent, sent + count)
        .mapToObj(i -> deployment.command("r" + i, "counter-" + i % 3, fields))
        .toList());
    sent += count;
  }
}
