package io.counterstream.processor.stream;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;
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
 * @param bootstrapServers where the group is, for advice that can be followed as it stands
 * @param marks looks up the marks
 * @param onAlreadyDecided what to do with commands that have their outcomes
 */
public record ResetGuard(
    String group,
    String bootstrapServers,
    DecidedOffsets marks,
    OnAlreadyDecided onAlreadyDecided) {
  private static final Logger LOG = LoggerFactory.getLogger(ResetGuard.class);

  /** The group that holds the marks of a processor's group. */
  public static String decidedOffsetsGroup(String group) {
    return group + ".decided";
  }

  String decidedOffsetsGroup() {
    return decidedOffsetsGroup(group);
  }

  boolean skips() {
    return onAlreadyDecided == OnAlreadyDecided.SKIP;
  }

  /**
   * Whether a partition can be followed from the group's offset, asked before anything is started:
   * offsets can only be set while nobody follows.
   *
   * @return why not; empty if it can
   * @throws KafkaException if Kafka does not answer
   */
  public Optional<String> fault(TopicPartition partition, LogSource source) {
    try {
      return faultNow(partition, source);
    } catch (UnstableOffsetCommitException followed) {
      // Somebody follows it, or did when it died; it is judged when it is taken over.
      return Optional.empty();
    }
  }

  private Optional<String> faultNow(TopicPartition partition, LogSource source) {
    long before = marks.groupOffset(partition);
    DecidedOffset mark = marks.of(partition, source);
    if (mark.equals(DecidedOffset.NONE)) {
      return Optional.empty();
    }
    // Asked again, since somebody who follows may have committed meanwhile.
    if (mark.covers(before) && mark.covers(marks.groupOffset(partition))) {
      return skips() ? Optional.empty() : Optional.of(setToThePast(partition, mark, before));
    }
    return setForward(partition, mark, before);
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
  DecidedOffset begins(TopicPartition partition, LogSource source, long first) {
    try {
      long before = marks.groupOffset(partition);
      DecidedOffset mark = marks.of(partition, source);
      if (mark.equals(DecidedOffset.NONE)) {
        return mark;
      }
      if (!mark.covers(first)) {
        reportLost(partition, mark);
      }
      setForward(partition, mark, before).ifPresent(ResetGuard::stop);
      if (mark.covers(first)) {
        checkPast(partition, mark, first);
      }
      return mark;
    } catch (KafkaException unanswered) {
      throw new TaskGivenUpException(
          partition + ": can't learn how far its outcomes are committed (" + unanswered.getMessage()
              + "); joining the group again");
    }
  }

  private static void stop(String why) {
    throw new OffsetsResetException(why);
  }

  private void checkPast(TopicPartition partition, DecidedOffset mark, long first) {
    if (marks.groupOffset(partition) >= mark.offset()) {
      throw new TaskGivenUpException(partition + " offset " + first
          + ": another owner has committed up to " + mark.offset() + "; joining the group again");
    }
    String found = setToThePast(partition, mark, first);
    if (!skips()) {
      stop(found);
    }
    LOG.warn(
        "{}: the commands from {} to {} have their outcomes, committed before: passed over",
        partition,
        first,
        mark.offset() - 1);
  }

  private String setToThePast(TopicPartition partition, DecidedOffset mark, long position) {
    return partition + ": group " + group + " points at offset " + position
        + ", but the commands below " + mark.offset()
        + " have their outcomes, committed before. Were the group's offsets reset? "
        + setBack(partition, mark.offset())
        + ", or pass over these commands with on.already.decided=skip";
  }

  private void reportLost(TopicPartition partition, DecidedOffset mark) {
    long earliest = marks.earliest(partition);
    if (earliest > mark.offset()) {
      LOG.error(
          "{}: the records from {} to {} were removed from the topic before they were decided, they"
              + " have no outcomes. Was its retention shorter than the processor was away?",
          partition,
          mark.offset(),
          earliest - 1);
    }
  }

  /** Nothing between the mark and the group's offset was decided. */
  private Optional<String> setForward(TopicPartition partition, DecidedOffset mark, long offset) {
    if (offset < mark.offset()) {
      return Optional.empty();
    }
    String points = partition + ": group " + group + " points at offset " + offset;
    long end = marks.end(partition);
    if (mark.offset() > end) {
      return Optional.of(points + ", but the topic ends at " + end + ": it has lost records that"
          + " were decided. Check the brokers; then " + forget(partition)
          + ", and set the offset to " + end);
    }
    long undecided = Math.max(mark.offset(), marks.earliest(partition));
    if (offset <= undecided) {
      return Optional.empty();
    }
    return Optional.of(points + ", but the commands from " + undecided
        + " on have no outcomes yet. Were the group's offsets set forward? "
        + setBack(partition, undecided) + ", or leave these commands without outcomes: "
        + forget(partition));
  }

  private String setBack(TopicPartition partition, long offset) {
    return "Stop every processor of the group and set it back (" + tool(group, partition)
        + " --reset-offsets --to-offset " + offset + " --execute)";
  }

  private String forget(TopicPartition partition) {
    return "remove the mark (" + tool(decidedOffsetsGroup(), partition) + " --delete-offsets)";
  }

  private String tool(String ofGroup, TopicPartition partition) {
    return "kafka-consumer-groups.sh --bootstrap-server " + bootstrapServers + " --group " + ofGroup
        + " --topic " + partition.topic() + ":" + partition.partition();
  }

  /** A command that its item shows to have its outcome, and for which there was no mark. */
  OffsetsResetException withoutMark(TopicPartition partition, String stale) {
    return new OffsetsResetException(
        partition + ": " + stale + ", but the committed offset of group " + group
            + " points at it. Were the group's offsets reset? Set them to where they were, or pass"
            + " over such commands with on.already.decided=skip");
  }
}
