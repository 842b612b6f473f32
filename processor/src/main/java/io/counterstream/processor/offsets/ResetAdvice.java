package io.counterstream.processor.offsets;

import org.apache.kafka.common.TopicPartition;

/**
 * Describes a reset of the group's offsets to the operator, with commands that can be pasted into a
 * shell as they are.
 *
 * @param group the consumer group of the processor
 * @param bootstrapServers the cluster of the group
 */
public record ResetAdvice(String group, String bootstrapServers) {

  /** What was found in a partition, and how to correct it. */
  public String of(TopicPartition partition, OffsetCheck.Reset reset) {
    String found = partition + ": group " + group + " is at offset " + reset.offset() + ", but ";
    if (reset instanceof OffsetCheck.SetBack setBack) {
      long decided = setBack.decided().offset();
      return found + "the commands below " + decided
          + " have committed outcomes. Were the group's offsets reset? "
          + setTo(partition, decided) + ", or skip these commands with on.already.decided=skip";
    }
    if (reset instanceof OffsetCheck.SetForward setForward) {
      long undecided = setForward.undecided();
      return found + "the commands from " + undecided
          + " on have no outcomes yet" + deleted(setForward)
          + ". Were the group's offsets set forward? "
          + setTo(partition, undecided) + ", or leave these commands without outcomes: "
          + delete(partition);
    }
    long end = ((OffsetCheck.LogTruncated) reset).end();
    return found + "the topic ends at offset " + end + ": it has lost records that were decided."
        + " Check the brokers; then " + delete(partition) + ", and set the group's offset to "
        + end;
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

  private static String deleted(OffsetCheck.SetForward setForward) {
    long first = setForward.decided().offset();
    return first < setForward.undecided()
        ? ", and the records from " + first + " to " + (setForward.undecided() - 1)
            + " were deleted from the topic before they were decided"
        : "";
  }

  private String setTo(TopicPartition partition, long offset) {
    return "Stop every processor of the group and set the offset (" + tool(group, partition)
        + " --reset-offsets --to-offset " + offset + " --execute)";
  }

  private String delete(TopicPartition partition) {
    return "delete the decided offset (" + tool(DecidedOffsets.groupOf(group), partition)
        + " --delete-offsets)";
  }

  private String tool(String ofGroup, TopicPartition partition) {
    return "kafka-consumer-groups.sh --bootstrap-server " + bootstrapServers + " --group " + ofGroup
        + " --topic " + partition.topic() + ":" + partition.partition();
  }
}
