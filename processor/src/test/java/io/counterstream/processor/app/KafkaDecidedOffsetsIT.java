package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import io.counterstream.processor.offsets.KafkaDecidedOffsets;
import io.counterstream.processor.offsets.ResultTails;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.wait.Waiting;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** An offset in an open transaction is returned neither as it was nor as none. */
class KafkaDecidedOffsetsIT {
  private final Deployment deployment = TestProcessors.deploy(1);
  private final String group = deployment.name();
  private final TopicPartition partition =
      new TopicPartition(deployment.topics().commands(), 0);
  private final LogSource source = new LogSource("log", 0);

  @Test
  void anOffsetInAnOpenTransactionIsNotReturned() {
    String servers = deployment.servers().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "transactional.id", group),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      KafkaDecidedOffsets offsets = new KafkaDecidedOffsets(
          admin, group, new ResultTails(admin, this::noConsumer, deployment.topics()));
      assertThat(offsets.groupOffset(partition)).isEmpty();
      assertThat(offsets.decidedOffset(partition)).isEmpty();
      assertThat(offsets.ofResults(partition, source)).isEqualTo(DecidedOffset.NONE);
      producer.initTransactions();
      for (long offset : new long[] {5, 9}) {
        producer.beginTransaction();
        send(producer, group, offset);
        send(producer, DecidedOffsets.groupOf(group), offset);
        assertThatThrownBy(() -> offsets.groupOffset(partition))
            .isInstanceOf(UnstableOffsetCommitException.class)
            .hasMessageContaining("group " + group + " is in an open transaction");
        assertThatThrownBy(() -> offsets.decidedOffset(partition))
            .isInstanceOf(UnstableOffsetCommitException.class);
        producer.commitTransaction();
        DecidedOffsets.Committed decided =
            new DecidedOffsets.Committed(new DecidedOffset(offset), source.toString());
        // The markers are written after the commit is decided.
        Waiting.await()
            .ignoreException(UnstableOffsetCommitException.class)
            .until(() -> offsets.groupOffset(partition).equals(OptionalLong.of(offset))
                && offsets.decidedOffset(partition).equals(Optional.of(decided)));
      }
    }
  }

  private Consumer<byte[], byte[]> noConsumer() {
    throw new AssertionError("there are no results to read");
  }

  private void send(KafkaProducer<byte[], byte[]> producer, String ofGroup, long offset) {
    try (KafkaConsumer<byte[], byte[]> member = new KafkaConsumer<>(
        Map.of("bootstrap.servers", deployment.servers().bootstrapServers(), "group.id", ofGroup),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer())) {
      ConsumerGroupMetadata metadata = member.groupMetadata();
      producer.sendOffsetsToTransaction(
          Map.of(partition, new OffsetAndMetadata(offset, source.toString())), metadata);
    }
  }
}
