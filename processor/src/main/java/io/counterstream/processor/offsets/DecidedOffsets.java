package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import org.apache.kafka.common.TopicPartition;

/** The decided offsets of a consumer group, and the offsets to compare them with. Thread-safe. */
public interface DecidedOffsets {
  /** The group that holds the decided offsets of a consumer group. */
  static String groupOf(String consumerGroup) {
    return consumerGroup + ".decided";
  }

  /**
   * The decided offset of a partition.
   *
   * @param partition the partition
   * @param source its log: the decided offset of a deleted topic does not apply to its successor
   * @return the offset, {@link DecidedOffset#NONE} if none is committed for this log
   * @throws org.apache.kafka.common.errors.UnstableOffsetCommitException if an open transaction
   *     holds the offset
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  DecidedOffset decidedOffset(TopicPartition partition, LogSource source);

  /**
   * The consumer group's own committed offset. One transaction commits it together with the decided
   * offset. So only an operator can move it below a decided offset that was read before it, or
   * above one that was read after it.
   *
   * @return the offset, 0 if there is none
   * @throws org.apache.kafka.common.errors.UnstableOffsetCommitException if an open transaction
   *     holds the offset
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  long groupOffset(TopicPartition partition);

  /**
   * The offset of the first record that the topic still has.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  long earliestOffset(TopicPartition partition);

  /**
   * The offset that the topic's next record gets.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  long endOffset(TopicPartition partition);
}
