package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import org.apache.kafka.common.TopicPartition;

/** Looks up how far the outcomes of a log are committed, and what else Kafka says of it. */
public interface DecidedOffsets {
  /**
   * The mark of a partition, or none if there is none of this very log.
   *
   * @param partition the partition
   * @param source its log: a mark of a topic that was deleted says nothing of its successor
   * @throws org.apache.kafka.common.errors.UnstableOffsetCommitException if it is being committed
   * @throws org.apache.kafka.common.KafkaException if it can't be learned now
   */
  DecidedOffset of(TopicPartition partition, LogSource source);

  /**
   * The group's own committed offset. It is committed together with the mark. So it is below a mark
   * that was looked up before, or above one that was looked up after, only if somebody set it.
   *
   * @return the offset, 0 if there is none
   * @throws org.apache.kafka.common.errors.UnstableOffsetCommitException if it is being committed
   * @throws org.apache.kafka.common.KafkaException if it can't be learned now
   */
  long groupOffset(TopicPartition partition);

  /**
   * The offset of the first record that the topic still has.
   *
   * @throws org.apache.kafka.common.KafkaException if it can't be learned now
   */
  long earliest(TopicPartition partition);

  /**
   * The offset that the topic's next record will have.
   *
   * @throws org.apache.kafka.common.KafkaException if it can't be learned now
   */
  long end(TopicPartition partition);
}
