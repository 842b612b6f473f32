package counterstream.stream;

import counterstream.decide.DecidedMark;
import counterstream.decide.LogSource;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps commands from a second outcome when the consumer group's offsets were reset to the past.
 *
 * <p>Each commit of the group also commits the same offsets for another group, the marks, in the
 * same transaction. That group has no members and is not what people reset, so whoever begins below
 * its mark reads commands that have their outcomes.
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
   * @throws OffsetsResetException if the group was reset, and that is a reason to stop
   * @throws TaskGivenUpException if another owner was faster
   */
  DecidedMark begins(TopicPartition partition, LogSource source, long first) {
    DecidedMark mark = asking(partition, () -> marks.of(partition, source));
    if (mark.covers(first)) {
      if (asking(partition, () -> marks.groupOffset(partition)) >= mark.offset()) {
        throw new TaskGivenUpException(partition + " offset " + first
            + ": another owner has committed up to " + mark.offset() + "; joining the group again");
      }
      String found = partition + ": group " + group + " points at offset " + first
          + ", but the commands below " + mark.offset()
          + " have their outcomes, committed before. Were the group's offsets reset?";
      if (!skips()) {
        throw new OffsetsResetException(found + " " + cure(partition, mark));
      }
      LOG.warn("{} They are passed over: they get no second outcome", found);
    }
    return mark;
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

  private String cure(TopicPartition partition, DecidedMark mark) {
    return "Set them back (kafka-consumer-groups --group " + group + " --topic " + partition.topic()
        + ":" + partition.partition() + " --reset-offsets --to-offset " + mark.offset()
        + " --execute), or pass over these commands with on.already.decided=skip";
  }

  /** A command that its item shows to have its outcome, and for which there was no mark. */
  OffsetsResetException withoutMark(TopicPartition partition, String stale) {
    return new OffsetsResetException(
        partition + ": " + stale + ", but the committed offset of group "
            + group + " points at it. Were the group's offsets reset? Set them to offsets not yet"
            + " committed, or pass over such commands with on.already.decided=skip");
  }
}
