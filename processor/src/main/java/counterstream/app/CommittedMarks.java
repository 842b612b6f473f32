package counterstream.app;

import counterstream.decide.DecidedMark;
import counterstream.decide.LogSource;
import counterstream.stream.DecidedMarks;
import counterstream.stream.ResetGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The marks as the offsets of their group in Kafka. Thread-safe. */
final class CommittedMarks implements DecidedMarks {
  /** An offset in a transaction that is just being committed is waited for. */
  private static final ListConsumerGroupOffsetsOptions STABLE =
      new ListConsumerGroupOffsetsOptions().requireStable(true);

  private final Admin admin;
  private final String group;

  /** Of the processor's group, on a client that outlives this. */
  CommittedMarks(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  @Override
  public DecidedMark of(TopicPartition partition, LogSource source) {
    return offset(ResetGuard.markGroup(group), partition)
        .filter(committed -> committed.metadata().equals(source.toString()))
        .map(committed -> new DecidedMark(committed.offset()))
        .orElse(DecidedMark.NONE);
  }

  @Override
  public long groupOffset(TopicPartition partition) {
    return offset(group, partition).map(OffsetAndMetadata::offset).orElse(0L);
  }

  private Optional<OffsetAndMetadata> offset(String ofGroup, TopicPartition partition) {
    ListConsumerGroupOffsetsSpec wanted =
        new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
    return Optional.ofNullable(KafkaAnswer.get(admin
            .listConsumerGroupOffsets(Map.of(ofGroup, wanted), STABLE)
            .partitionsToOffsetAndMetadata(ofGroup))
        .get(partition));
  }

  @Override
  public long earliest(TopicPartition partition) {
    return place(partition, OffsetSpec.earliest());
  }

  @Override
  public long end(TopicPartition partition) {
    return place(partition, OffsetSpec.latest());
  }

  private long place(TopicPartition partition, OffsetSpec which) {
    return KafkaAnswer.get(admin.listOffsets(Map.of(partition, which)).partitionResult(partition))
        .offset();
  }
}
