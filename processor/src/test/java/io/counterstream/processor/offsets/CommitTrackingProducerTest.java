package io.counterstream.processor.offsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An offset counts as committed once its transaction's commit has returned, and not before. */
class CommitTrackingProducerTest {
  private static final TopicPartition PARTITION = new TopicPartition("commands", 0);
  private static final OffsetAndMetadata DECIDED = new OffsetAndMetadata(7, "topic/0");
  private static final ConsumerGroupMetadata GROUP = groupNamed("group");
  private static final ConsumerGroupMetadata DECIDED_GROUP = groupNamed("group.decided");

  private final OrderedProducer kafka = new OrderedProducer();
  private final RecordingListener listener = new RecordingListener();
  private final CommitTrackingProducer producer =
      new CommitTrackingProducer(kafka, () -> listener, DECIDED_GROUP);

  /** Records the order in which groups get their offsets. */
  private static final class OrderedProducer extends MockProducer<byte[], byte[]> {
    private final List<String> groups = new ArrayList<>();

    OrderedProducer() {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public void sendOffsetsToTransaction(
        Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
      groups.add(group.groupId());
      super.sendOffsetsToTransaction(offsets, group);
    }
  }

  /** Records its events; every partition has the same decided offset. */
  private static final class RecordingListener implements TransactionListener {
    private final List<String> events = new ArrayList<>();

    @Override
    public void began() {
      events.add("began");
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> decidedOffsets(
        Map<TopicPartition, OffsetAndMetadata> groupOffsets) {
      return Map.of(PARTITION, DECIDED);
    }

    @Override
    public void ended() {
      events.add("ended");
    }

    @Override
    public void committed(TopicPartition partition, long offset) {
      events.add(partition + " committed up to " + offset);
    }
  }

  @BeforeEach
  void initTransactions() {
    producer.initTransactions();
  }

  @Test
  void aCommitThatReturnedIsReported() {
    send(9);
    assertThat(listener.events).containsExactly("began");
    producer.commitTransaction();
    assertThat(listener.events).containsExactly("began", "ended", "commands-0 committed up to 9");
  }

  @Test
  void anAbortedOffsetIsNeverReported() {
    send(9);
    producer.abortTransaction();
    producer.beginTransaction();
    producer.commitTransaction();
    assertThat(listener.events).containsExactly("began", "ended", "began", "ended");
  }

  @Test
  void aCommitThatFailedIsNotReported() {
    send(9);
    kafka.commitTransactionException = new KafkaException("no answer");
    assertThatThrownBy(producer::commitTransaction).hasMessage("no answer");
    assertThat(listener.events).containsExactly("began");
  }

  @Test
  void theDecidedOffsetIsCommittedInTheSameTransaction() {
    send(9);
    producer.commitTransaction();
    assertThat(kafka.groups).containsExactly("group", "group.decided");
    assertThat(kafka.consumerGroupOffsetsHistory())
        .containsExactly(Map.of(
            "group", Map.of(PARTITION, new OffsetAndMetadata(9)),
            "group.decided", Map.of(PARTITION, DECIDED)));
  }

  @Test
  void aZombieCommitsNoDecidedOffset() {
    kafka.sendOffsetsToTransactionException = new CommitFailedException();
    producer.beginTransaction();
    Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(PARTITION, new OffsetAndMetadata(9));
    assertThatThrownBy(() -> producer.sendOffsetsToTransaction(offsets, GROUP))
        .isInstanceOf(CommitFailedException.class);
    assertThat(kafka.groups).containsExactly("group");
    producer.abortTransaction();
    assertThat(kafka.consumerGroupOffsetsHistory()).isEmpty();
  }

  @Test
  void aTransactionThatTheBrokersAbortedIsAReasonToJoinAgainAndNotToStop() {
    send(9);
    kafka.commitTransactionException = new InvalidTxnStateException("aborted by time-out");
    assertThatThrownBy(producer::commitTransaction)
        .isInstanceOf(ProducerFencedException.class)
        .hasMessageContaining("aborted by time-out");
    assertThat(listener.events).containsExactly("began");
  }

  private static ConsumerGroupMetadata groupNamed(String name) {
    Map<String, Object> settings = Map.of("bootstrap.servers", "127.0.0.1:1", "group.id", name);
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(settings, bytes, bytes)) {
      return member.groupMetadata();
    }
  }

  private void send(long offset) {
    producer.beginTransaction();
    producer.sendOffsetsToTransaction(Map.of(PARTITION, new OffsetAndMetadata(offset)), GROUP);
  }
}
