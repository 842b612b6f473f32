package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of a partition, as Kafka would return them.
 *
 * @param group the group's offset
 * @param decided the decided offset; a negative one can't be read
 * @param earliest the first offset of the topic
 * @param end its end
 */
record FixedOffsets(long group, long decided, long earliest, long end) implements DecidedOffsets {
  /** No partition was processed before. */
  static final FixedOffsets NONE = new FixedOffsets(0, 0, 0, 1000);

  @Override
  public DecidedOffset decidedOffset(TopicPartition partition, LogSource source) {
    if (decided < 0) {
      throw new KafkaException("no answer");
    }
    return new DecidedOffset(decided);
  }

  @Override
  public long groupOffset(TopicPartition partition) {
    return group;
  }

  @Override
  public long earliestOffset(TopicPartition partition) {
    return earliest;
  }

  @Override
  public long endOffset(TopicPartition partition) {
    return end;
  }
}
