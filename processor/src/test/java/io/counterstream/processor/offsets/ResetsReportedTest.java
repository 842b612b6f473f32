package io.counterstream.processor.offsets;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A consumer that reports lost positions behaves otherwise like the one it wraps. */
class ResetsReportedTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 3);

  private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("none");
  private final RecordingListener listener = new RecordingListener(Map.of());
  private final Consumer<byte[], byte[]> consumer = ResetsReported.of(kafka, () -> listener);

  @Test
  void aPositionThatTheLogNoLongerHasIsReportedAndTheExceptionPassedOn() {
    OffsetOutOfRangeException lost = new OffsetOutOfRangeException(Map.of(PARTITION, 5L));
    consumer.assign(List.of(PARTITION));
    kafka.setPollException(lost);
    assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isSameAs(lost);
    assertThat(listener.events).containsExactly(PARTITION + " lost its position");
  }

  @Test
  void otherExceptionsAndRecordsArePassedOn() {
    KafkaException other = new KafkaException("other");
    consumer.assign(List.of(PARTITION));
    consumer.seek(PARTITION, 7);
    kafka.setPollException(other);
    assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isSameAs(other);
    kafka.addRecord(new ConsumerRecord<>(
        PARTITION.topic(), PARTITION.partition(), 7, "a".getBytes(UTF_8), new byte[0]));
    assertThat(consumer.poll(Duration.ZERO).count()).isEqualTo(1);
    assertThat(consumer.position(PARTITION)).isEqualTo(8);
    assertThat(listener.events).isEmpty();
  }
}
