package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.audit.AuditReport;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.SandboxProcess;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The only broker and the table don't answer for longer than a transaction may stay open. */
class OutageIT {
  /** A transaction may stay open for 4 s. */
  private static final Duration OUTAGE = Duration.ofSeconds(8);

  private static final int BATCH = 2000;

  @Test
  void theProcessorWaitsLogsItAndGoesOn() throws InterruptedException {
    try (SandboxProcess servers = SandboxProcess.start()) {
      Deployment deployment =
          TestProcessors.provision(new Deployment(servers, "outage", 3, Deployment.QUICK_FAILOVER));
      CommandLoad load = new CommandLoad(deployment.topics().commands(), 8, 20);
      TopicPartition results = new TopicPartition(deployment.topics().applied(), 0);
      try (KafkaClient kafka = deployment.kafka();
          ChildJvm processor =
              deployment.startProcess(Deployment.PROCESSOR, Map.of("commit.interval.ms", "500"))) {
        kafka.publish(load.next(BATCH));
        kafka.awaitRecords(deployment.topics().outcomes(), 1);
        int epoch = kafka.leaderEpoch(results);
        long frozenNanos = System.nanoTime();
        servers.jvm().freeze();
        Waiting.await().until(() -> System.nanoTime() - frozenNanos > OUTAGE.toNanos());
        String cluster = "The Kafka cluster at " + deployment.servers().bootstrapServers();
        processor.awaitOutput(cluster + " has not responded");
        servers.jvm().thaw();
        kafka.publish(load.next(BATCH));
        // The audit reports surplus outcomes, and which.
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 2 * BATCH))
            .isGreaterThanOrEqualTo(2 * BATCH);
        // The brokers are checked every few seconds; the stream may be done before the next check.
        processor.awaitOutput(cluster + " responds again");
        // Without a leader, Kafka 4.3 and 4.4 lose ends of transactions (KAFKA-20734).
        assertThat(kafka.leaderEpoch(results)).as("leader epoch").isEqualTo(epoch);
        assertThat(processor.isAlive()).as("it did not end by itself").isTrue();
        processor.terminate();
        assertThat(processor.awaitExit()).isZero();
      }
      AuditReport report = DeploymentAudit.judge(deployment);
      assertThat(report.findings()).isEmpty();
      assertThat(report.counts().commands()).isEqualTo(2 * BATCH);
    }
  }
}
