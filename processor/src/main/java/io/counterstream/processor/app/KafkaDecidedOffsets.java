package io.counterstream.processor.app;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.stream.DecidedOffsets;
import io.counterstream.processor.stream.ResetGuard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;

/** The marks as the offsets of their group in Kafka. Thread-safe. */
final class KafkaDecidedOffsets implements DecidedOffsets {
  /** Offsets in a transaction that is not over are not told: neither they nor those before. */
  private static final ListConsumerGroupOffsetsOptions STABLE =
      new ListConsumerGroupOffsetsOptions().requireStable(true);

  private static final int ASKS_MAX = 25;
  private static final Duration ASK_EVERY = Duration.ofMillis(20);

  private final Admin admin;
  private final String group;

  /** Of the processor's group, on a client that outlives this. */
  KafkaDecidedOffsets(Admin admin, String group) {
    this.admin = admin;
    this.group = group;
  }

  @Override
  public DecidedOffset of(TopicPartition partition, LogSource source) {
    return offset(ResetGuard.decidedOffsetsGroup(group), partition)
        .filter(committed -> committed.metadata().equals(source.toString()))
        .map(committed -> new DecidedOffset(committed.offset()))
        .orElse(DecidedOffset.NONE);
  }

  @Override
  public long groupOffset(TopicPartition partition) {
    return offset(group, partition).map(OffsetAndMetadata::offset).orElse(0L);
  }

  private Optional<OffsetAndMetadata> offset(String ofGroup, TopicPartition partition) {
    ListConsumerGroupOffsetsSpec wanted =
        new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
    for (int asks = 0; asks < ASKS_MAX; asks++) {
      Map<TopicPartition, OffsetAndMetadata> told = KafkaAnswer.get(admin
          .listConsumerGroupOffsets(Map.of(ofGroup, wanted), STABLE)
          .partitionsToOffsetAndMetadata(ofGroup));
      // The admin client leaves out what is unstable; where there is no offset it has a null.
      if (told.containsKey(partition)) {
        return Optional.ofNullable(told.get(partition));
      }
      pause();
    }
    throw new UnstableOffsetCommitException(
        "the offset of group " + ofGroup + " is in a transaction that is not over");
  }

  private static void pause() {
    try {
      Thread.sleep(ASK_EVERY.toMillis());
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
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
