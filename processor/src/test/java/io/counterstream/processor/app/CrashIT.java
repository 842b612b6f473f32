package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterstream.audit.AuditReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** The processor's JVM is killed under load, again and again. */
class CrashIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BATCH = 1500;
  private static final int COUNTERS = 12;

  /** Of the test without a journal: most kills hit, but one right after a commit does not. */
  private static final int KILLS_MAX = 8;

  private final Deployment deployment = Deployment.create(4, Deployment.MORTAL);
  private final CommandLoad load = new CommandLoad(deployment.topics().commands(), 42, COUNTERS);
  private final SplittableRandom random = new SplittableRandom(5);
  private int sent;

  @Test
  void everyCommandHasOneOutcomeThoughTheProcessorIsKilledFiveTimes() throws InterruptedException {
    killUnderLoad(ProcessorMain.class, 5);
    AuditReport report = Evidence.judge(deployment);
    assertThat(report.findings()).isEmpty();
    assertThat(report.counts().commands()).isEqualTo(6 * BATCH);
    assertThat(report.counts().applied()).isPositive();
    assertThat(report.counts().conflicts()).isPositive();
  }

  @Test
  void withoutTheJournalSuchAKillBreaksTheGuarantee() throws InterruptedException {
    boolean holds = true;
    for (int kill = 0; kill < KILLS_MAX && holds; kill++) {
      killUnderLoad(ForgetfulProcessorMain.class, 1);
      holds = Evidence.judge(deployment).holds();
    }
    assertThat(holds).isFalse();
  }

  /**
   * Sends a batch, kills the processor when the table has taken part of it and at another moment of
   * a transaction each time, starts another, and in the end lets all be decided.
   */
  private void killUnderLoad(Class<?> main, int kills) throws InterruptedException {
    Map<String, String> settings = deployment.texts(Map.of("commit.interval.ms", "500"));
    try (KafkaProbe kafka = deployment.kafka();
        TableProbe table = deployment.table()) {
      for (int kill = 0; kill < kills; kill++) {
        try (ProcessorProcess processor = ProcessorProcess.start(main, settings)) {
          String before = fingerprint(table);
          kafka.publish(batch());
          await().atMost(PATIENCE).until(() -> !fingerprint(table).equals(before));
          await().pollDelay(Duration.ofMillis(random.nextInt(5, 120))).until(() -> true);
          processor.kill();
        }
      }
      kafka.publish(batch());
      try (ProcessorProcess last = ProcessorProcess.start(main, settings)) {
        long found = kafka.awaitRecords(deployment.topics().outcomes(), sent, PATIENCE);
        assertThat(found).isEqualTo(sent);
        last.terminate();
      }
    }
  }

  private List<ProducerRecord<byte[], byte[]>> batch() {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < BATCH; i++, sent++) {
      records.add(load.next());
    }
    return records;
  }

  /** Changes with every put. */
  private static String fingerprint(TableProbe table) {
    List<String> offsets = new ArrayList<>();
    table.items().values().forEach(item -> offsets.add(item.get("offset").n()));
    return offsets.toString();
  }
}
