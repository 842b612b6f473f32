package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.counterstream.audit.AuditReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** The only broker and the table don't answer for longer than a transaction may be open. */
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  /** A transaction may be open for 4 s. */
  private static final Duration OUTAGE = Duration.ofSeconds(8);

  private static final int BATCH = 2000;

  @Test
  void theProcessorWaitsSaysSoAndGoesOn() throws Exception {
    try (FrozenServers servers = FrozenServers.start()) {
      Deployment deployment = new Deployment(servers, "outage", 3, Deployment.MORTAL);
      Map<String, String> settings = deployment.texts(Map.of("commit.interval.ms", "500"));
      CounterProcessor.provision(ProcessorSettings.of(settings));
      Path log = Path.of("target", "processors-outage.log");
      Files.deleteIfExists(log);
      CommandLoad load = new CommandLoad(deployment.topics().commands(), 8, 20);
      TopicPartition results = new TopicPartition(deployment.topics().applied(), 0);
      try (KafkaProbe kafka = deployment.kafka();
          AdminProbe admin = new AdminProbe(servers.bootstrapServers());
          ProcessorProcess processor = ProcessorProcess.start(ProcessorMain.class, settings)) {
        kafka.publish(batch(load));
        kafka.awaitRecords(deployment.topics().outcomes(), 1, PATIENCE);
        int led = admin.leaderEpoch(results);
        servers.freeze();
        await()
            .pollDelay(OUTAGE)
            .atMost(PATIENCE)
            .until(() -> told(log).contains("No answer from the brokers"));
        servers.thaw();
        kafka.publish(batch(load));
        // One too many is told by the audit, which says which.
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 2 * BATCH, PATIENCE))
            .isGreaterThanOrEqualTo(2 * BATCH);
        // It asks the brokers every few seconds: the stream may go on, and be done, before it asks.
        await().atMost(PATIENCE).until(() -> told(log).contains("The brokers answer again"));
        // Without a leader, Kafka 4.3 loses ends of transactions (KAFKA-20734).
        assertThat(admin.leaderEpoch(results)).as("the broker kept the lead").isEqualTo(led);
        assertThat(processor.terminate()).as("it did not end by itself").isZero();
      }
      AuditReport report = Evidence.judge(deployment);
      assertThat(report.findings()).isEmpty();
      assertThat(report.counts().commands()).isEqualTo(2 * BATCH);
    }
  }

  private static String told(Path log) throws IOException {
    return Files.readString(log);
  }

  private static List<ProducerRecord<byte[], byte[]>> batch(CommandLoad load) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      records.add(load.next());
    }
    return records;
  }
}
