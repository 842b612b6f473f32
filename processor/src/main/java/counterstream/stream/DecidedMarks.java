package counterstream.stream;

import counterstream.decide.DecidedMark;
import counterstream.decide.LogSource;
import org.apache.kafka.common.TopicPartition;

/** Looks up how far the outcomes of a log are committed. */
public interface DecidedMarks {
  /**
   * The mark of a partition, or none if there is none of this very log.
   *
   * @param partition the partition
   * @param source its log: a mark of a topic that was deleted says nothing of its successor
   * @throws org.apache.kafka.common.KafkaException if it can't be learned now
   */
  DecidedMark of(TopicPartition partition, LogSource source);

  /**
   * The group's own committed offset. It is below a mark that was looked up before only if it was
   * reset.
   *
   * @return the offset, 0 if there is none
   * @throws org.apache.kafka.common.KafkaException if it can't be learned now
   */
  long groupOffset(TopicPartition partition);
}
