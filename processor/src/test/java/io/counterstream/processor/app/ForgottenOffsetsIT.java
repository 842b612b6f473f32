package io.counterstream.processor.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.KafkaDecidedOffsets;
import io.counterstream.processor.offsets.ResultTails;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.client.KafkaClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
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

  /** Readers of committed outcomes do not see those behind the transaction of a dead process. */
  @Test
  void outcomesBehindAnOpenTransactionAreWaitedFor() throws Exception {
    try (KafkaProducer<byte[], byte[]> dead = transactional()) {
      dead.beginTransaction();
      dead.send(new ProducerRecord<>(deployment.topics().applied(), 0, null, new byte[0]))
          .get();
      try (CounterProcessor processor = TestProcessors.start(deployment)) {
        publish(5);
        while (committed() < DECIDED + 6) {
          assertThat(processor.isFollowing()).isTrue();
        }
      }
      assertThatThrownBy(this::derived).isInstanceOf(UnstableOffsetCommitException.class);
      Map<String, String> renamed = Map.of("application.id", deployment.name() + "-renamed");
      try (CounterProcessor processor = TestProcessors.start(deployment, renamed)) {
        assertThat(processor.awaitRunning(Duration.ofSeconds(60))).isTrue();
        publish(5);
        dead.abortTransaction();
        while (!outcomesOfEach().containsKey("r" + (sent - 1))) {
          kafka.awaitRecords(
              deployment.resultTopics(), kafka.read(deployment.resultTopics()).size());
        }
      }
    }
    assertThat(outcomesOfEach())
        .hasSize(DECIDED + 10)
        .allSatisfy((id, found) -> assertThat(found).isEqualTo(1));
  }

  private KafkaProducer<byte[], byte[]> transactional() {
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            deployment.servers().bootstrapServers(),
            "transactional.id",
            deployment.name() + "-dead"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
    producer.initTransactions();
    return producer;
  }

  private void derived() throws Exception {
    Uuid id = kafka
        .admin()
        .describeTopics(List.of(commands.topic()))
        .allTopicNames()
        .get()
        .get(commands.topic())
        .topicId();
    ResultTails tails = new ResultTails(
        kafka.admin(),
        () -> {
          throw new AssertionError("reads results of which some are hidden");
        },
        deployment.topics());
    new KafkaDecidedOffsets(kafka.admin(), deployment.name(), tails)
        .ofResults(commands, new LogSource(id.toString(), 0));
  }

  /** The group's offset. */
  private long committed() throws Exception {
    return kafka
        .admin()
        .listConsumerGroupOffsets(deployment.name())
        .partitionsToOffsetAndMetadata()
        .get()
        .get(commands)
        .offset();
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
