package counterstream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import counterstream.audit.Verdict;
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

  @Test
  void everyCommandHasOneOutcomeThoughTheProcessorIsKilledFiveTimes() throws InterruptedException {
    Deployment deployment = Deployment.create(4);
    killUnderLoad(deployment, ProcessorMain.class, 5);
    Verdict verdict = Evidence.judge(deployment);
    assertThat(verdict.findings()).isEmpty();
    assertThat(verdict.counts().commands()).isEqualTo(6 * BATCH);
    assertThat(verdict.counts().applied()).isPositive();
    assertThat(verdict.counts().conflicts()).isPositive();
  }

  @Test
  void withoutTheJournalTheSameKillsBreakTheGuarantee() throws InterruptedException {
    Deployment deployment = Deployment.create(4);
    killUnderLoad(deployment, ForgetfulProcessorMain.class, 5);
    assertThat(Evidence.judge(deployment).holds()).isFalse();
  }

  /**
   * Sends a batch, kills the processor when the table has taken part of it and at another moment of
   * a transaction each time, starts another, and in the end lets all be decided.
   */
  private static void killUnderLoad(Deployment deployment, Class<?> main, int kills)
      throws InterruptedException {
    SplittableRandom random = new SplittableRandom(kills);
    Map<String, String> settings = deployment.texts(Map.of("commit.interval.ms", "500"));
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 42, COUNTERS);
    try (KafkaProbe kafka = deployment.kafka();
        TableProbe table = deployment.table()) {
      for (int kill = 0; kill < kills; kill++) {
        try (ProcessorProcess processor = ProcessorProcess.start(main, settings)) {
          String before = fingerprint(table);
          kafka.publish(batch(load));
          await().atMost(PATIENCE).until(() -> !fingerprint(table).equals(before));
          await().pollDelay(Duration.ofMillis(random.nextInt(5, 120))).until(() -> true);
          processor.kill();
        }
      }
      kafka.publish(batch(load));
      try (ProcessorProcess last = ProcessorProcess.start(main, settings)) {
        long wanted = (kills + 1L) * BATCH;
        long found = kafka.awaitRecords(deployment.topics().outcomes(), wanted, PATIENCE);
        assertThat(found).isEqualTo(wanted);
        last.terminate();
      }
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> batch(CommandLoad load) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
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
