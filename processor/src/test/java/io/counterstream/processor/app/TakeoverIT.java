package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Partitions move between processors while commands flow. */
class TakeoverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BATCH = 1000;

  @Test
  void processorsComeAndGoAndEveryCommandHasOneOutcome() {
    Deployment deployment = Deployment.create(6);
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 5, 30);
    try (KafkaProbe kafka = deployment.kafka()) {
      CounterProcessor first = deployment.start(Map.of());
      kafka.publish(batch(load));
      CounterProcessor second = deployment.start(Map.of());
      kafka.publish(batch(load));
      first.close();
      kafka.publish(batch(load));
      CounterProcessor third = deployment.start(Map.of());
      kafka.publish(batch(load));
      second.close();
      kafka.publish(batch(load));
      long found = kafka.awaitRecords(deployment.topics().outcomes(), 5 * BATCH, PATIENCE);
      assertThat(found).isEqualTo(5 * BATCH);
      third.close();
    }
    assertThat(Evidence.judge(deployment).findings()).isEmpty();
  }

  @Test
  void aProcessorThatStopsLeavesTheGroupAtOnce() throws InterruptedException {
    Deployment deployment = Deployment.create(2);
    // Whoever waits for a member that left without a word waits for ten minutes.
    Map<String, String> patient = Map.of(
        "kafka.main.consumer.session.timeout.ms", "600000",
        "kafka.main.consumer.heartbeat.interval.ms", "500");
    CommandLoad load = new CommandLoad(deployment.topics().commands(), 6, 4);
    try (KafkaProbe kafka = deployment.kafka();
        ProcessorProcess first =
            ProcessorProcess.start(ProcessorMain.class, deployment.texts(patient))) {
      kafka.publish(batch(load));
      assertThat(kafka.awaitRecords(deployment.topics().outcomes(), BATCH, PATIENCE))
          .isEqualTo(BATCH);
      assertThat(first.terminate()).isZero();
      try (CounterProcessor second = deployment.start(patient)) {
        kafka.publish(batch(load));
        assertThat(kafka.awaitRecords(deployment.topics().outcomes(), 2 * BATCH, PATIENCE))
            .isEqualTo(2 * BATCH);
      }
    }
    assertThat(Evidence.judge(deployment).findings()).isEmpty();
  }

  private static List<ProducerRecord<byte[], byte[]>> batch(CommandLoad load) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      records.add(load.next());
    }
    return records;
  }
}
