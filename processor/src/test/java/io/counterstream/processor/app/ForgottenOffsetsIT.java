package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The group has neither offsets nor decided offsets any more, and the results have outcomes. */
class ForgottenOffsetsIT {
  private static final int DECIDED = 30;

  private final Deployment deployment = TestProcessors.deploy(1);
  private final TopicPartition commands = new TopicPartition(deployment.topics().commands(), 0);
  private final KafkaClient kafka = deployment.kafka();
  private int sent;

  /** The last record is a dead letter, so no outcome is as late as it. */
  @BeforeEach
  void decide() {
    try (CounterProcessor processor = TestProcessors.start(deployment)) {
      publish(DECIDED);
      kafka.publish(
          List.of(new ProducerRecord<>(commands.topic(), "k".getBytes(UTF_8), new byte[] {1})));
      kafka.awaitRecords(deployment.resultTopics(), DECIDED + 1);
    }
    assertThat(kafka.read(deployment.resultTopics())).hasSize(DECIDED + 1);
  }

  @AfterEach
  void close() {
    kafka.close();
  }

  @Test
  void aNewApplicationIdGivesNoCommandASecondOutcome() {
    startAndAssertOneOutcomeEach(Map.of("application.id", deployment.name() + "-renamed"));
  }

  @Test
  void offsetsThatExpiredGiveNoCommandASecondOutcome() throws Exception {
    for (String group : List.of(deployment.name(), DecidedOffsets.groupOf(deployment.name()))) {
      kafka.admin().deleteConsumerGroupOffsets(group, Set.of(commands)).all().get();
    }
    startAndAssertOneOutcomeEach(Map.of());
  }

  private void startAndAssertOneOutcomeEach(Map<String, String> settings) {
    try (CounterProcessor processor = TestProcessors.start(deployment, settings)) {
      publish(5);
      while (!outcomesOfEach().containsKey("r" + (sent - 1))) {
        kafka.awaitRecords(
            deployment.resultTopics(), kafka.read(deployment.resultTopics()).size());
      }
    }
    assertThat(outcomesOfEach())
        .hasSize(DECIDED + 5)
        .allSatisfy((id, found) -> assertThat(found).isEqualTo(1));
    assertThat(kafka.read(List.of(deployment.topics().deadLetters()))).hasSize(1);
  }

  private Map<String, Integer> outcomesOfEach() {
    Map<String, Integer> found = new TreeMap<>();
    kafka
        .read(deployment.topics().outcomes())
        .forEach(record ->
            found.merge(OutcomeCodec.decode(record.value()).commandId(), 1, Integer::sum));
    return found;
  }

  private void publish(int count) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    IntStream.range(sent, sent + count)
        .mapToObj(i -> deployment.command(
            "r" + i, "counter-" + i % 7, "\"delta\":1,\"expected\":\"" + "any\""))
        .forEach(records::add);
    kafka.publish(records);
    sent += count;
  }
}
