package counterstream.app;

import counterstream.decide.DecidedMark;
import counterstream.decide.LogSource;
import counterstream.stream.DecidedMarks;
import counterstream.stream.ResetGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The marks as the offsets of their group in Kafka. Says in the log when commands were passed over
 * without an outcome: by offsets that were set forward, or because the topic no longer has them.
 * Thread-safe.
 */
final class CommittedMarks implements DecidedMarks {
  private static final Logger LOG = LoggerFactory.getLogger(CommittedMarks.class);

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
    // Before the mark: whoever commits in between moves the mark beyond this, not behind it.
    long groupOffset = groupOffset(partition);
    Optional<DecidedMark> mark = offset(ResetGuard.markGroup(group), partition)
        .filter(committed -> committed.metadata().equals(source.toString()))
        .map(committed -> new DecidedMark(committed.offset()));
    mark.ifPresent(known -> reportPassedOver(partition, known, groupOffset));
    return mark.orElse(DecidedMark.NONE);
  }

  @Override
  public long groupOffset(TopicPartition partition) {
    return offset(group, partition).map(OffsetAndMetadata::offset).orElse(0L);
  }

  private Optional<OffsetAndMetadata> offset(String ofGroup, TopicPartition partition) {
    ListConsumerGroupOffsetsSpec wanted =
        new ListConsumerGroupOffsetsSpec().topicPartitions(List.of(partition));
    return Optional.ofNullable(get(admin
            .listConsumerGroupOffsets(Map.of(ofGroup, wanted), STABLE)
            .partitionsToOffsetAndMetadata(ofGroup))
        .get(partition));
  }

  private void reportPassedOver(TopicPartition partition, DecidedMark mark, long groupOffset) {
    long earliest = get(admin
            .listOffsets(Map.of(partition, OffsetSpec.earliest()))
            .partitionResult(partition))
        .offset();
    if (earliest > mark.offset()) {
      LOG.error(
          "{}: the records from {} to {} were removed from the topic before they were decided, they"
              + " have no outcomes. Was its retention shorter than the processor was away?",
          partition,
          mark.offset(),
          earliest - 1);
    } else if (groupOffset > mark.offset()) {
      LOG.error(
          "{}: the records from {} to {} were passed over, they have no outcomes: the offsets of"
              + " group {} were set forward. To have them decided, set them back to {}",
          partition,
          mark.offset(),
          groupOffset - 1,
          group,
          mark.offset());
    }
  }

  private static <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof KafkaException cause) {
        throw cause;
      }
      throw new KafkaException(failed.getCause());
    }
  }
}
