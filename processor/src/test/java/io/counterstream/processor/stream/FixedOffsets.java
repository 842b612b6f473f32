package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of a partition, as Kafka would return them.
 *
 * @param group the group's offset; a negative one is none
 * @param decided the decided offset; 0 is none, a negative one can't be read
 * @param earliest the first offset of the topic
 * @param end its end
 */
record FixedOffsets(long group, long decided, long earliest, long end) implements DecidedOffsets {
  /** No partition was processed before. */
  static final FixedOffsets NONE = new FixedOffsets(-1, 0, 0, 1000);

  @Override
  public Optional<Committed> decidedOffset(TopicPartition partition) {
    if (decided < 0) {
      throw new KafkaException("no answer");
    }
    return decided == 0
        ? Optional.empty()
        : Optional.of(new Committed(new DecidedOffset(decided), StreamFixture.SOURCE.toString()));
  }

  @Override
  public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
    return DecidedOffset.NONE;
  }

  @Override
  public OptionalLong groupOffset(TopicPartition partition) {
    return group < 0 ? OptionalLong.empty() : OptionalLong.of(group);
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
