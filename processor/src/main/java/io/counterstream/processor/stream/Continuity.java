package io.counterstream.processor.stream;

import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.ResetAdvice;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acts on what the check of a partition has found: the task goes on, joins the group again, or
 * stops the processor. No other class of the stream does this.
 *
 * @param partition the partition
 * @param advice describes to the operator why the processor stops
 */
record Continuity(TopicPartition partition, ResetAdvice advice) {
  private static final Logger LOG = LoggerFactory.getLogger(Continuity.class);

  /**
   * Acts on a check.
   *
   * @param offset the offset of the record that was delivered
   * @return the check, if the partition can be processed
   * @throws OffsetsResetException if an operator has to act
   * @throws RejoinGroupException if a later check decides
   */
  OffsetCheck.Accepted require(OffsetCheck check, long offset) {
    if (check instanceof OffsetCheck.Refused refused) {
      throw new OffsetsResetException(advice.of(partition, refused));
    }
    if (check instanceof OffsetCheck.Unsettled unsettled) {
      throw new RejoinGroupException(partition + " offset " + offset + ": " + reason(unsettled));
    }
    OffsetCheck.Accepted accepted = (OffsetCheck.Accepted) check;
    log(accepted);
    return accepted;
  }

  private static String reason(OffsetCheck.Unsettled unsettled) {
    return unsettled instanceof OffsetCheck.Superseded superseded
        ? "another owner has committed up to " + superseded.decided().offset()
        : "can't read the decided offset or the topic's id ("
            + ((OffsetCheck.Unknown) unsettled).cause().getMessage() + ")";
  }

  private void log(OffsetCheck.Accepted accepted) {
    if (accepted instanceof OffsetCheck.SkippingDecided skipping) {
      LOG.warn(
          "{}: the commands from {} to {} have committed outcomes and are skipped",
          partition,
          skipping.offset(),
          skipping.decided().offset() - 1);
    } else if (accepted instanceof OffsetCheck.RecordsDeleted deleted) {
      LOG.error(
          "{}: the records from {} to {} were deleted from the topic before they were decided; they"
              + " have no outcomes. Was the processor down for longer than the topic's retention?",
          partition,
          deleted.decided().offset(),
          deleted.earliest() - 1);
    }
  }
}
