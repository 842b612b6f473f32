package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterstream.audit.AuditReport;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.audit.DeploymentAudit;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.client.TableClient;
import io.counterstream.testkit.process.ChildJvm;
import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The processor's JVM is killed under load several times. */
class CrashIT {
  private static final int BATCH = 1500;
  private static final int COUNTERS = 12;

  /** Without a journal most kills break the guarantee, except those right after a commit. */
  private static final int KILLS_MAX = 8;

  private final Deployment deployment = TestProcessors.deploy(4, Deployment.QUICK_FAILOVER);
  private final CommandLoad load = new CommandLoad(deployment.topics().commands(), 42, COUNTERS);
  private final SplittableRandom random = new SplittableRandom(5);
  private int sent;

  @Test
  void everyCommandHasOneOutcomeThoughTheProcessorIsKilledFiveTimes() throws InterruptedException {
    killUnderLoad(Deployment.PROCESSOR, 5);
    AuditReport report = DeploymentAudit.judge(deployment);
    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().commands()).isEqualTo(6 * BATCH);
    assertThat(report.counts().applied()).isPositive();
    assertThat(report.counts().conflicts()).isPositive();
  }

  @Test
  void withoutTheJournalSuchAKillBreaksTheGuarantee() throws InterruptedException {
    boolean holds = true;
    for (int kill = 0; kill < KILLS_MAX && holds; kill++) {
      killUnderLoad(ForgetfulProcessorMain.class.getName(), 1);
      holds = DeploymentAudit.judge(deployment).holds();
    }
    assertThat(holds).isFalse();
  }

  /**
   * Repeatedly publishes a batch and kills the processor after the first puts, each time at another
   * moment of a transaction. Then starts the last processor and waits for all outcomes.
   */
  private void killUnderLoad(String main, int kills) throws InterruptedException {
    Map<String, String> settings = Map.of("commit.interval.ms", "500");
    try (KafkaClient kafka = deployment.kafka();
        TableClient table = deployment.table()) {
      for (int kill = 0; kill < kills; kill++) {
        try (ChildJvm processor = deployment.startProcess(main, settings)) {
          String before = fingerprint(table);
          publishBatch(kafka);
          Waiting.await().until(() -> !fingerprint(table).equals(before));
          await().pollDelay(Duration.ofMillis(random.nextInt(5, 120))).until(() -> true);
          processor.kill();
        }
      }
      publishBatch(kafka);
      try (ChildJvm last = deployment.startProcess(main, settings)) {
        long found = kafka.awaitRecords(deployment.topics().outcomes(), sent);
        assertThat(found).isEqualTo(sent);
        last.terminate();
        last.awaitExit();
      }
    }
  }

  private void publishBatch(KafkaClient kafka) {
    kafka.publish(load.next(BATCH));
    sent += BATCH;
  }

  /** Returns a text that changes with every put. */
  private static String fingerprint(TableClient table) {
    List<String> offsets = new ArrayList<>();
    table.items().values().forEach(item -> offsets.add(item.get("offset").n()));
    return offsets.toString();
  }
}
