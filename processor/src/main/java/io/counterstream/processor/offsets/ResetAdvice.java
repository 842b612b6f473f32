package io.counterstream.processor.offsets;

import io.counterstream.contract.advice.ShellCommand;
import org.apache.kafka.common.TopicPartition;

/**
 * Describes a refused partition to the operator, with commands that can be pasted into a shell as
 * they are.
 *
 * @param group the consumer group of the processor
 * @param bootstrapServers the cluster of the group
 */
public record ResetAdvice(String group, String bootstrapServers) {

  /** What was found in a partition, and how to correct it. */
  public String of(TopicPartition partition, OffsetCheck.Refused refused) {
    return partition + ": " + found(partition, refused);
  }

  private String found(TopicPartition partition, OffsetCheck.Refused refused) {
    if (refused instanceof OffsetCheck.SetBack setBack) {
      return setBack(partition, setBack);
    } else if (refused instanceof OffsetCheck.SetForward setForward) {
      return setForward(partition, setForward);
    } else if (refused instanceof OffsetCheck.OfDeletedTopic deleted) {
      return ofDeletedTopic(partition, deleted);
    } else if (refused instanceof OffsetCheck.TopicReplaced replaced) {
      return "the topic was deleted and created again while this processor followed it (topic id "
          + replaced.followed() + ", now " + replaced.found()
          + "). Start the processor again: it begins with the first record of the new topic";
    } else if (refused instanceof OffsetCheck.ClusterReplaced replaced) {
      return bootstrapServers + " led to another cluster while this processor ran (cluster id "
          + replaced.followed() + ", now " + replaced.found() + "), whose topics are other logs."
          + " Nothing of it was processed. Start the processor again when " + bootstrapServers
          + " leads to the first cluster; on a mirror of it, commands may be decided a second time";
    } else if (refused instanceof OffsetCheck.LossRefused loss) {
      return "the records from " + loss.from() + " to " + (loss.to() - 1)
          + " were removed from the topic before they were decided; they have no outcomes."
          + " Ask their senders, raise the topic's retention, and start once with"
          + " on.records.lost=continue";
    } else if (refused instanceof OffsetCheck.BeyondEnd beyond) {
      return groupAt(beyond.offset()) + "the topic ends at offset " + beyond.end()
          + ". Was the offset set by hand, or has the topic lost records? Stop every processor of"
          + " the group and " + setTo(partition, beyond.end()) + ", or, to begin with the first"
          + " record, " + delete(group, partition);
    }
    if (refused instanceof OffsetCheck.LogDiverged diverged) {
      return groupAt(diverged.offset()) + "Kafka delivers from offset " + diverged.first()
          + " on each time: the topic has lost records that were decided, and has grown since. "
          + createAgain(partition);
    }
    OffsetCheck.LogTruncated truncated = (OffsetCheck.LogTruncated) refused;
    return "the commands below " + truncated.decided().offset()
        + " have committed outcomes, but the topic ends at offset " + truncated.end()
        + ": it has lost records that were decided. " + createAgain(partition);
  }

  private String ofDeletedTopic(TopicPartition partition, OffsetCheck.OfDeletedTopic deleted) {
    return groupAt(deleted.offset()) + "this offset belongs to a deleted topic (log "
        + deleted.log() + "). Stop every processor of the group, " + delete(group, partition)
        + " and " + delete(DecidedOffsets.groupOf(group), partition)
        + ": the next start begins with the first record of the new topic. Not if this topic is a"
        + " mirror of that one: its commands would be decided a second time";
  }

  /** Items and outcomes name offsets, so a log that gives an offset twice can't be continued. */
  private String createAgain(TopicPartition partition) {
    return "Kafka gives the offsets of lost records to other commands, so no offset of this log can"
        + " be trusted any more. Check the brokers (unclean elections?). Stop every sender and"
        + " every processor of group " + group + ", delete the topic (kafka-topics.sh"
        + " --bootstrap-server " + ShellCommand.word(bootstrapServers) + " --delete --topic "
        + partition.topic()
        + ") and create it again (counterstream processor --provision-only): the new topic is a"
        + " new log. Commands of the old one without an outcome have to be sent again";
  }

  private String groupAt(long offset) {
    return "group " + group + " is at offset " + offset + ", but ";
  }

  private String setBack(TopicPartition partition, OffsetCheck.SetBack setBack) {
    long decided = setBack.decided().offset();
    return groupAt(setBack.offset()) + "the commands below " + decided
        + " have committed outcomes. Were the group's offsets reset? Stop every processor of the"
        + " group and " + setTo(partition, decided)
        + ", or skip these commands with on.already.decided=skip";
  }

  private String setForward(TopicPartition partition, OffsetCheck.SetForward setForward) {
    long first = setForward.decided().offset();
    long undecided = setForward.undecided();
    String deleted = first < undecided
        ? ", and the records from " + first + " to " + (undecided - 1)
            + " were deleted from the topic before they were decided"
        : "";
    return groupAt(setForward.offset()) + "the commands from " + undecided
        + " on have no outcomes yet" + deleted
        + ". Were the group's offsets set forward? Stop every processor of the group and "
        + setTo(partition, undecided) + ", or leave these commands without outcomes: "
        + delete(DecidedOffsets.groupOf(group), partition);
  }

  /**
   * What was found when a table item shows that a delivered command has a committed outcome, and no
   * decided offset covers it.
   *
   * @param stale the message of the exception
   */
  public String withoutDecidedOffset(TopicPartition partition, String stale) {
    return partition + ": " + stale + ", but group " + group
        + " is at its offset. Were the group's offsets reset? Set them to where they were, or skip"
        + " such commands with on.already.decided=skip";
  }

  /**
   * What was found when the log holds another command than the one that the table recorded.
   *
   * @param rewritten the message of the exception
   */
  public String ofRewrittenLog(TopicPartition partition, String rewritten) {
    return partition + ": " + rewritten + ". " + createAgain(partition);
  }

  private String setTo(TopicPartition partition, long offset) {
    return "set its offset (" + tool(group, partition) + " --reset-offsets --to-offset " + offset
        + " --execute)";
  }

  private String delete(String ofGroup, TopicPartition partition) {
    return (ofGroup.equals(group) ? "delete its offset (" : "delete the decided offset (")
        + tool(ofGroup, partition) + " --delete-offsets)";
  }

  private String tool(String ofGroup, TopicPartition partition) {
    return "kafka-consumer-groups.sh --bootstrap-server " + ShellCommand.word(bootstrapServers)
        + " --group " + ShellCommand.word(ofGroup) + " --topic " + partition.topic() + ":"
        + partition.partition();
  }
}
