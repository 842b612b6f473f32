package io.counterstream.analytics.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** An outcome that the brokers have is shown, however late they return it, or the answer fails. */
class KafkaOutcomeLookupTest {
  private static final TopicPartition CONFLICTS = new TopicPartition("counter-conflicts", 0);
  private static final Duration ANY_TIME = Duration.ofSeconds(30);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");

  @Test
  void anOutcomeIsReadAfterAnEmptyPoll() {
    has(4);
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> add(3));
    assertThat(read(ANY_TIME, 3)).hasSize(1);
  }

  @Test
  void severalOutcomesAreReadAfterEachOther() {
    has(8);
    kafka.schedulePollTask(() -> add(3));
    kafka.schedulePollTask(() -> {});
    kafka.schedulePollTask(() -> add(7));
    assertThat(read(ANY_TIME, 3, 7)).hasSize(2);
  }

  @Test
  void anOutcomeThatTheTopicDoesNotHoldIsLeftOut() {
    has(9);
    kafka.schedulePollTask(() -> add(8));
    assertThat(read(ANY_TIME, 3)).as("removed within the log").isEmpty();
  }

  @Test
  void anOutcomeAfterTheEndOfANewTopicIsLeftOut() {
    has(2);
    assertThat(read(ANY_TIME, 3)).isEmpty();
  }

  @Test
  void brokersThatDoNotReturnAnOutcomeFailTheAnswer() {
    has(4);
    assertThatThrownBy(() -> read(Duration.ZERO, 3))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("the outcome at offset 3 of counter-conflicts-0");
  }

  /** A request must not wait for as long as Kafka's client would. */
  @Test
  void brokersThatDoNotTellTheEndFailTheAnswer() {
    has(4);
    kafka.setOffsetsException(new TimeoutException("no answer"));
    assertThatThrownBy(() -> read(ANY_TIME, 3)).isInstanceOf(UnavailableException.class);
  }

  private List<JsonNode> read(Duration timeout, long... offsets) {
    try (KafkaOutcomeLookup lookup = new KafkaOutcomeLookup(kafka, Topics.DEFAULT, timeout)) {
      return lookup.read(Arrays.stream(offsets)
          .mapToObj(offset -> new Parts.Place("conflict", 0, offset))
          .toList());
    }
  }

  private void has(long end) {
    kafka.updateBeginningOffsets(Map.of(CONFLICTS, 0L));
    kafka.updateEndOffsets(Map.of(CONFLICTS, end));
  }

  private void add(long offset) {
    byte[] outcome = ("{\"type\":\"conflict\",\"commandId\":\"c" + offset + "\",\"counter\":\"a\"}")
        .getBytes(UTF_8);
    kafka.addRecord(new ConsumerRecord<>(
        CONFLICTS.topic(), CONFLICTS.partition(), offset, "a".getBytes(UTF_8), outcome));
  }
}
