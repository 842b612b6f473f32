package counterstream.stream;

import counterstream.decide.DecidedMark;
import counterstream.decide.LogSource;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps commands from a second outcome when the group's offsets were reset to the past, and from
 * none when they were set forward.
 *
 * <p>Each commit of the group also commits the same offsets for another group, the marks, in the
 * same transaction. That group has no members and is not what people reset, so whoever begins below
 * its mark reads commands that have their outcomes; and whoever begins above it passes over
 * commands that have none.
 *
 * @param group the consumer group of the processor
 * @param marks looks up the marks
 * @param onAlreadyDecided what to do with commands that have their outcomes
 */
public record ResetGuard(String group, DecidedMarks marks, OnAlreadyDecided onAlreadyDecided) {
  private static final Logger LOG = LoggerFactory.getLogger(ResetGuard.class);

  /** The group that holds the marks of a processor's group. */
  public static String markGroup(String group) {
    return group + ".decided";
  }

  String markGroup() {
    return markGroup(group);
  }

  boolean skips() {
    return onAlreadyDecided == OnAlreadyDecided.SKIP;
  }

  /**
   * Judges the place from which a partition is followed.
   *
   * @param first the offset of the first record that was delivered
   * @return the mark: what it covers has to be passed over
   * @throws OffsetsResetException if the group's offset was set forward; if it was set to the past,
   *     unless that is to be skipped
   * @throws TaskGivenUpException if another owner was faster, or Kafka does not answer
   */
  DecidedMark begins(TopicPartition partition, LogSource source, long first) {
    long before = asking(partition, () -> marks.groupOffset(partition));
    DecidedMark mark = asking(partition, () -> marks.of(partition, source));
    if (mark.covers(first)) {
      checkPast(partition, mark, first);
    } else if (!mark.equals(DecidedMark.NONE)) {
      checkGap(partition, mark, before);
    }
    return mark;
  }

  private void checkPast(TopicPartition partition, DecidedMark mark, long first) {
    if (asking(partition, () -> marks.groupOffset(partition)) >= mark.offset()) {
      throw new TaskGivenUpException(partition + " offset " + first
          + ": another owner has committed up to " + mark.offset() + "; joining the group again");
    }
    String found = partition + ": group " + group + " points at offset " + first
        + ", but the commands below " + mark.offset()
        + " have their outcomes, committed before. Were the group's offsets reset?";
    if (!skips()) {
      throw new OffsetsResetException(found + " " + setBack(partition, mark.offset())
          + ", or pass over these commands with on.already.decided=skip");
    }
    LOG.warn("{} They are passed over: they get no second outcome", found);
  }

  /** Nothing between the mark and the group's offset was decided. */
  private void checkGap(TopicPartition partition, DecidedMark mark, long groupOffset) {
    long earliest = asking(partition, () -> marks.earliest(partition));
    if (earliest > mark.offset()) {
      LOG.error(
          "{}: the records from {} to {} were removed from the topic before they were decided, they"
              + " have no outcomes. Was its retention shorter than the processor was away?",
          partition,
          mark.offset(),
          earliest - 1);
    }
    long undecided = Math.max(mark.offset(), earliest);
    if (groupOffset > undecided) {
      throw new OffsetsResetException(partition + ": group " + group + " points at offset "
          + groupOffset + ", but the commands from " + undecided
          + " on have no outcomes yet. Were the group's offsets set forward? "
          + setBack(partition, undecided)
          + ", or leave these commands without outcomes (kafka-consumer-groups --group "
          + markGroup() + " --topic " + place(partition) + " --delete-offsets)");
    }
  }

  private static <T> T asking(TopicPartition partition, Supplier<T> question) {
    try {
      return question.get();
    } catch (KafkaException unanswered) {
      throw new TaskGivenUpException(
          partition + ": can't learn how far its outcomes are committed (" + unanswered.getMessage()
              + "); joining the group again");
    }
  }

  private String setBack(TopicPartition partition, long offset) {
    return "Set them to where they were (kafka-consumer-groups --group " + group + " --topic "
        + place(partition) + " --reset-offsets --to-offset " + offset + " --execute)";
  }

  private static String place(TopicPartition partition) {
    return partition.topic() + ":" + partition.partition();
  }

  /** A command that its item shows to have its outcome, and for which there was no mark. */
  OffsetsResetException withoutMark(TopicPartition partition, String stale) {
    return new OffsetsResetException(
        partition + ": " + stale + ", but the committed offset of group "
            + group + " points at it. Were the group's offsets reset? Set them to offsets not yet"
            + " committed, or pass over such commands with on.already.decided=skip");
  }
}
