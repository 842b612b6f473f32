package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/**
 * What a check of a partition has found: whether the log is the one that was followed, and whether
 * processing continues in it where the outcomes end.
 */
public sealed interface OffsetCheck {

  /** The partition can be processed; the commands that the decided offset covers are skipped. */
  sealed interface Accepted extends OffsetCheck {
    /** The decided offset, {@link DecidedOffset#NONE} if none is known. */
    DecidedOffset decided();
  }

  /** Commands would get a second outcome or none; an operator has to act. */
  sealed interface Refused extends OffsetCheck {}

  /** Another processor owns the partition or the offsets are unknown; a later check decides. */
  sealed interface Unsettled extends OffsetCheck {}

  /** The group continues where it stopped, or starts at the beginning of a new log. */
  record Continued(DecidedOffset decided) implements Accepted {}

  /**
   * The first commands have committed outcomes, and either the group has no offset, or it was set
   * back and the setting {@code on.already.decided=skip} permits that.
   *
   * @param offset the first of the commands to skip
   * @param decided the end of the commands to skip
   */
  record SkippingDecided(long offset, DecidedOffset decided) implements Accepted {}

  /**
   * Records were removed from the topic before they were decided, and the setting {@code
   * on.records.lost=continue} permits to go on.
   *
   * @param decided the decided offset, {@link DecidedOffset#NONE} if none is known
   * @param from the first offset of the removed records
   * @param to the offset after the last one
   */
  record RecordsLost(DecidedOffset decided, long from, long to) implements Accepted {}

  /**
   * Records were removed from the topic before they were decided, and the setting {@code
   * on.records.lost=stop} is in force.
   *
   * @param from the first offset of the removed records
   * @param to the offset after the last one
   */
  record LossRefused(long from, long to) implements Refused {}

  /**
   * The group was set back to commands that have committed outcomes.
   *
   * @param offset the group's offset, or that of the first delivered record
   * @param decided the end of these commands
   */
  record SetBack(long offset, DecidedOffset decided) implements Refused {}

  /**
   * The group was set forward, beyond commands that have no outcomes.
   *
   * @param offset the group's offset
   * @param undecided the first command without an outcome that the topic still has
   * @param decided the first command without an outcome; if it is less than {@code undecided}, the
   *     topic has deleted the records in between
   */
  record SetForward(long offset, long undecided, DecidedOffset decided) implements Refused {}

  /**
   * The topic ends below the decided offset: it has lost records that were decided.
   *
   * @param decided the decided offset
   * @param end the end of the topic
   */
  record LogTruncated(DecidedOffset decided, long end) implements Refused {}

  /**
   * Kafka delivers records below the group's offset each time that the processor starts there: the
   * topic has lost records that were decided, and has grown past them again.
   *
   * @param offset the group's offset
   * @param first the offset of the first delivered record
   */
  record LogDiverged(long offset, long first) implements Refused {}

  /**
   * The topic ends below the group's offset, and no decided offset is known.
   *
   * @param offset the group's offset
   * @param end the end of the topic
   */
  record BeyondEnd(long offset, long end) implements Refused {}

  /**
   * The topic was deleted and created again, and the group's offset is that of the deleted topic:
   * the commands of the new topic below it would have no outcomes.
   *
   * @param offset the group's offset
   * @param log the log of the deleted topic
   */
  record OfDeletedTopic(long offset, String log) implements Refused {}

  /**
   * The topic was deleted and created again while this processor followed it.
   *
   * @param followed the id of the deleted topic
   * @param found the id of its successor
   */
  record TopicReplaced(Uuid followed, Uuid found) implements Refused {}

  /**
   * The bootstrap servers led a consumer to another cluster while this processor ran.
   *
   * @param followed the id of the first cluster
   * @param found the id of the other one
   */
  record ClusterReplaced(String followed, String found) implements Refused {}

  /**
   * Another owner of the partition has committed beyond the first delivered record.
   *
   * @param first the offset of the first delivered record
   * @param decided what the other owner has committed
   */
  record Superseded(long first, DecidedOffset decided) implements Unsettled {}

  /**
   * A poll returned records that were polled before, although the task did not start again: the
   * log no longer had the consumer's position.
   *
   * @param expected the offset after the last record that was polled before
   * @param first the offset of the first record of the poll
   */
  record Rewound(long expected, long first) implements Unsettled {}

  /** Kafka did not return the topic's id or the offsets, or an open transaction holds them. */
  record Unknown(KafkaException cause) implements Unsettled {}
}
