package io.counterstream.cli.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.testkit.Servers;
import io.counterstream.testkit.client.KafkaClient;
import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Which outcomes a reader sees from where, on a real broker. */
class OutcomeTailIT {
  private static final int PARTITIONS = 3;

  private KafkaProducer<byte[], byte[]> producer;
  private OutcomeTail reader;
  private Topics topics;

  @BeforeEach
  void start(TestInfo test) {
    String servers = Servers.shared().bootstrapServers();
    topics = new Topics("reader-" + test.getTestMethod().orElseThrow().getName());
    try (KafkaClient kafka = new KafkaClient(servers)) {
      topics.all().forEach(topic -> kafka.createTopic(topic, PARTITIONS, Map.of()));
    }
    producer = new KafkaProducer<>(
        Map.of("bootstrap.servers", servers, "transactional.id", topics.prefix()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
    producer.initTransactions();
    reader = OutcomeTail.open(
        new KafkaConnection(Map.of("bootstrap.servers", servers), topics, Waiting.LIMIT),
        Duration.ofMillis(10));
  }

  @AfterEach
  void stop() {
    reader.close();
    producer.close();
  }

  @Test
  void seesWhatWasCommittedBetweenLearningTheEndsAndReading() {
    commit(0, "before");
    // A commit is decided before its marker is in the partition.
    TopicPartition place = new TopicPartition(topics.applied(), 0);
    Map<TopicPartition, Long> ends = Waiting.await()
        .until(() -> reader.endOffsets(Waiting.LIMIT), found -> found.get(place) > 0);
    commit(0, "between");
    reader.readFrom(ends);
    assertThat(read(1)).containsExactly("between");
  }

  @Test
  void findsTheEndBeforeAnOpenTransactionSoThatItsOutcomesAreNotMissed() {
    producer.beginTransaction();
    send(1, "open");
    producer.flush();
    Map<TopicPartition, Long> ends = reader.endOffsets(Waiting.LIMIT);
    producer.commitTransaction();
    reader.readFrom(ends);
    assertThat(read(1)).containsExactly("open");
  }

  @Test
  void readsOnlyThePartitionsItIsGiven() {
    Map<TopicPartition, Long> second = Map.of(new TopicPartition(topics.applied(), 1), 0L);
    commit(0, "first");
    commit(1, "second");
    reader.readFrom(second);
    assertThat(read(1)).containsExactly("second");
  }

  private List<String> read(int count) {
    List<String> found = new ArrayList<>();
    Waiting.await().until(() -> {
      for (ReceivedOutcome received : reader.poll(Duration.ofSeconds(1), malformed -> {})) {
        found.add(received.outcome().commandId());
      }
      return found.size() >= count;
    });
    return found;
  }

  private void commit(int partition, String commandId) {
    producer.beginTransaction();
    send(partition, commandId);
    producer.commitTransaction();
  }

  private void send(int partition, String commandId) {
    Outcome outcome = new Outcome.Applied(
        new CounterCommand(commandId, "c", 1, Expectation.ANY),
        0,
        new CounterState(1, 1),
        Instant.EPOCH);
    producer.send(
        new ProducerRecord<>(topics.applied(), partition, null, OutcomeCodec.encode(outcome)));
  }
}
