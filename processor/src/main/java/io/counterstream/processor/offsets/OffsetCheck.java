package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import org.apache.kafka.common.KafkaException;

/** What {@link ResetGuard} finds when it compares a group's offset with the decided offset. */
public sealed interface OffsetCheck {

  /** The partition can be processed; the commands that the decided offset covers are skipped. */
  sealed interface Accepted extends OffsetCheck {
    /** The decided offset, {@link DecidedOffset#NONE} if none is known. */
    DecidedOffset decided();
  }

  /** The offsets were set by hand; an operator has to correct them. */
  sealed interface Reset extends OffsetCheck {
    /** The consumer group's offset, or that of the first delivered record. */
    long offset();
  }

  /** Another processor owns the partition or the offsets are unknown; a later check decides. */
  sealed interface Unsettled extends OffsetCheck {}

  /** The group continues where it stopped. */
  record Continued(DecidedOffset decided) implements Accepted {}

  /**
   * The group was set back, and the setting {@code on.already.decided=skip} permits that.
   *
   * @param offset the first of the commands to skip
   * @param decided the end of the commands to skip
   */
  record SkippingDecided(long offset, DecidedOffset decided) implements Accepted {}

  /**
   * The topic has deleted records that were not decided.
   *
   * @param decided the first of the deleted records
   * @param earliest the first record that is left
   */
  record RecordsDeleted(DecidedOffset decided, long earliest) implements Accepted {}

  /** The group was set back to commands that have committed outcomes. */
  record SetBack(long offset, DecidedOffset decided) implements Reset {}

  /**
   * The group was set forward, beyond commands that have no outcomes.
   *
   * @param offset the group's offset
   * @param undecided the first command without an outcome that the topic still has
   * @param decided the first command without an outcome; if it is less than {@code undecided}, the
   *     topic has deleted the records in between
   */
  record SetForward(long offset, long undecided, DecidedOffset decided) implements Reset {}

  /**
   * The topic ends below the decided offset: it has lost records that were decided.
   *
   * @param offset the group's offset
   * @param end the end of the topic
   */
  record LogTruncated(long offset, long end) implements Reset {}

  /** Another owner of the partition has committed beyond the first delivered record. */
  record Superseded(DecidedOffset decided) implements Unsettled {}

  /** Kafka did not return the offsets, or an open transaction holds them. */
  record Unknown(KafkaException cause) implements Unsettled {}
}
