package io.counterstream.processor.offsets;

import io.counterstream.contract.kafka.KafkaFutures;
import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;

/** Reads the decided offsets from Kafka, as the committed offsets of their group. Thread-safe. */
public final class KafkaDecidedOffsets implements DecidedOffsets {
  /** Omits an offset that is part of an open transaction, instead of returning the one before. */
  private static final ListConsumerGroupOffsetsOptions STABLE =
      new ListConsumerGroupOffsetsOptions().requireStable(true);

  private static final int READS_MAX = 25;
  private static final Duration READ_PERIOD = Duration.ofMillis(20);

  private final Admin admin;
  private final String group;
  private final ResultTails results;

  /**
   * The decided offsets of a consumer group.
   *
   * @param admin the caller closes it
   * @param group the consumer group
   * @param results shows decided offsets that are not committed
   */
  public KafkaDecidedOffsets(Admin admin, String group, ResultTails results) {
    this.admin = admin;
    this.group = group;
    this.results = results;
  }

  @Override
  public Optional<Committed> decidedOffset(TopicPartition partition) {
    return offset(DecidedOffsets.groupOf(group), partition).map(Committed::of);
  }

  @Override
  public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
    for (int reads = 1; ; reads++) {
      try {
        return results.decidedOffset(partition, source);
      } catch (UnstableOffsetCommitException open) {
        if (reads == READS_MAX) {
          throw open;
        }
        pause();
      }
    }
  }

  @Override
  public OptionalLong groupOffset(TopicPartition partition) {
    return offset(group, partition).map(OffsetAndMetadata::offset).stream()
        .mapToLong(Long::longValue)
        .findAny();
  }

  private Optional<OffsetAndMetadata> offset(String ofGroup, TopicPartition partition) {
    ListConsumerGroupOffsetsSpec wanted =
        new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
    for (int reads = 0; reads < READS_MAX; reads++) {
      Map<TopicPartition, OffsetAndMetadata> read = KafkaFutures.await(admin
          .listConsumerGroupOffsets(Map.of(ofGroup, wanted), STABLE)
          .partitionsToOffsetAndMetadata(ofGroup));
      // The admin client omits an unstable offset, and returns null where there is none.
      if (read.containsKey(partition)) {
        return Optional.ofNullable(read.get(partition));
      }
      pause();
    }
    throw new UnstableOffsetCommitException(
        "the offset of group " + ofGroup + " is in an open transaction");
  }

  private static void pause() {
    try {
      Thread.sleep(READ_PERIOD.toMillis());
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  @Override
  public long earliestOffset(TopicPartition partition) {
    return logOffset(partition, OffsetSpec.earliest());
  }

  @Override
  public long endOffset(TopicPartition partition) {
    return logOffset(partition, OffsetSpec.latest());
  }

  private long logOffset(TopicPartition partition, OffsetSpec which) {
    return KafkaFutures.await(
            admin.listOffsets(Map.of(partition, which)).partitionResult(partition))
        .offset();
  }
}
