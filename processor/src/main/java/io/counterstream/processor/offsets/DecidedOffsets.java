package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import io.counterstream.core.WindowSchedule;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The decided offsets of a consumer group, and the offsets to compare them with. Thread-safe. */
public interface DecidedOffsets {
  /** The group that holds the decided offsets of a consumer group. */
  static String groupOf(String consumerGroup) {
    return consumerGroup + ".decided";
  }

  /**
   * A decided offset as it is committed.
   *
   * @param offset every command below it has a committed outcome
   * @param log the log that the offset belongs to, as {@link LogSource#toString} writes it; empty
   *     if an operator has set the offset
   */
  record Committed(DecidedOffset offset, String log) {
    private static final Pattern METADATA = Pattern.compile("(\\S*)(?: window=(\\S*))?.*");

    /** Reads a decided offset. */
    public static Committed of(OffsetAndMetadata committed) {
      Matcher metadata = METADATA.matcher(committed.metadata());
      if (!metadata.matches()) {
        return new Committed(new DecidedOffset(committed.offset()), committed.metadata());
      }
      Optional<WindowSchedule> window =
          Optional.ofNullable(metadata.group(2)).flatMap(WindowSchedule::parse);
      return new Committed(new DecidedOffset(committed.offset(), window), metadata.group(1));
    }

    /** A decided offset to commit. */
    public static OffsetAndMetadata of(DecidedOffset offset, LogSource log, WindowSchedule window) {
      return new OffsetAndMetadata(offset.offset(), log + " window=" + window);
    }

    /** Whether the offset applies to a log. An operator who sets one knows which log is there. */
    boolean appliesTo(LogSource source) {
      return log.isEmpty() || log.equals(source.toString());
    }
  }

  /**
   * The decided offset of a partition, whatever log it belongs to.
   *
   * @return the offset, empty if none is committed
   * @throws org.apache.kafka.common.errors.UnstableOffsetCommitException if an open transaction
   *     holds the offset
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  Optional<Committed> decidedOffset(TopicPartition partition);

  /**
   * The decided offset that the result topics show. It outlives the committed one, which brokers
   * expire, and is the same for every consumer group.
   *
   * @return the offset, at most the true one; {@link DecidedOffset#NONE} if they show none
   * @throws org.apache.kafka.common.errors.UnstableOffsetCommitException if an open transaction
   *     holds the end of a result topic
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  DecidedOffset ofResults(TopicPartition partition, LogSource source);

  /**
   * The consumer group's own committed offset. One transaction commits it together with the decided
   * offset. So only an operator can move it below a decided offset that was read before it, or
   * above one that was read after it.
   *
   * @return the offset, empty if none is committed
   * @throws org.apache.kafka.common.errors.UnstableOffsetCommitException if an open transaction
   *     holds the offset
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return it
   */
  OptionalLong groupOffset(TopicPartition partition);

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
