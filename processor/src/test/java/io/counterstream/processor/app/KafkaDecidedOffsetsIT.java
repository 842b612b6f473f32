package io.counterstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.stream.ResetGuard;
import io.counterstream.testkit.Deployment;
import io.counterstream.testkit.Waiting;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** An offset that is being committed is neither told as it was nor taken for none. */
class KafkaDecidedOffsetsIT {
  private final Deployment deployment = TestProcessors.deploy(1);
  private final String group = deployment.name();
  private final TopicPartition partition =
      new TopicPartition(deployment.topics().commands(), 0);
  private final LogSource source = new LogSource("log", 0);

  @Test
  void anOffsetInATransactionThatIsNotOverIsNotGuessed() {
    String servers = deployment.servers().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "transactional.id", group),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      KafkaDecidedOffsets marks = new KafkaDecidedOffsets(admin, group);
      assertThat(marks.groupOffset(partition)).isZero();
      assertThat(marks.of(partition, source)).isEqualTo(DecidedOffset.NONE);
      producer.initTransactions();
      for (long offset : new long[] {5, 9}) {
        producer.beginTransaction();
        send(producer, group, offset);
        send(producer, ResetGuard.decidedOffsetsGroup(group), offset);
        assertThatThrownBy(() -> marks.groupOffset(partition))
            .isInstanceOf(UnstableOffsetCommitException.class)
            .hasMessageContaining("group " + group + " is in a transaction that is not over");
        assertThatThrownBy(() -> marks.of(partition, source))
            .isInstanceOf(UnstableOffsetCommitException.class);
        producer.commitTransaction();
        // The markers are written after the commit is decided.
        Waiting.await()
            .ignoreException(UnstableOffsetCommitException.class)
            .until(() -> marks.groupOffset(partition) == offset
                && marks.of(partition, source).equals(new DecidedOffset(offset)));
      }
    }
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
