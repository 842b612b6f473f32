package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.sandbox.Ports;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Topics are deleted under load: the processor says so, and it stops or goes on. */
class DeletedTopicsIT {
  private static final int BATCH = 2000;
  private static final Map<String, String> RESULT_TOPIC =
      Map.of("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));

  @Test
  void withoutItsCommandTopicAProcessorFailsWithinABoundedTime() throws Exception {
    Deployment deployment = TestProcessors.deploy(3, Deployment.QUICK_FAILOVER);
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 8, 20);
    try (KafkaClient kafka = deployment.kafka();
        ChildJvm processor = deployment.startProcess(Deployment.PROCESSOR, Map.of())) {
      kafka.publish(load.next(BATCH));
      kafka.awaitRecords(deployment.topics().outcomes(), 1);
      kafka.admin().deleteTopics(List.of(deployment.topics().commands())).all().get();
      // Kafka Streams notices first if a rebalance falls into this time.
      processor.awaitOutput("The processor stops: .*("
          + "topic \\S+ was deleted; create it and start again|source topics were missing)");
      assertThat(processor.awaitExit()).as("exit code").isEqualTo(1);
    }
  }

  @Test
  void aResultTopicThatIsDeletedIsNamedAndWorkGoesOnWhenItIsBack() throws Exception {
    Deployment deployment = TestProcessors.deploy(1, Deployment.QUICK_FAILOVER);
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 8, 20);
    int port = Ports.lasting(1).get(0);
    String applied = deployment.topics().applied();
    try (KafkaClient kafka = deployment.kafka();
        ChildJvm processor = deployment.startProcess(
            Deployment.PROCESSOR, Map.of("http.port", Integer.toString(port)))) {
      kafka.publish(load.next(BATCH));
      kafka.awaitRecords(List.of(applied), 1);
      kafka.admin().deleteTopics(List.of(applied)).all().get();
      kafka.publish(load.next(BATCH));
      String held = "waits for [^;]*" + applied;
      processor.awaitOutput("Commands wait and nothing is committed: .*" + held);
      HealthPage page = new HealthPage(port);
      Waiting.await().until(() -> page.body().contains(applied));
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.metrics())
          .containsPattern(
              "counterstream_stalled_seconds\\{partition=\"\\S+-commands-0\",waits_for=");
      kafka.createTopic(applied, 1, RESULT_TOPIC);
      processor.awaitOutput("makes progress again");
      Waiting.await().until(() -> page.status() == 200);
      assertThat(kafka.awaitRecords(List.of(applied), 1)).isPositive();
      processor.terminate();
      assertThat(processor.awaitExit()).isZero();
    }
  }
}
