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
 * @param listener counts what was lost
 */
record Continuity(TopicPartition partition, ResetAdvice advice, StreamListener listener) {
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
    report(accepted);
    return accepted;
  }

  private static String reason(OffsetCheck.Unsettled unsettled) {
    if (unsettled instanceof OffsetCheck.Superseded superseded) {
      return "another owner has committed up to " + superseded.decided().offset();
    }
    return unsettled instanceof OffsetCheck.Rewound rewound
        ? "delivered after offset " + (rewound.expected() - 1) + ", which the log no longer has"
        : "can't read the decided offset or the topic's id ("
            + ((OffsetCheck.Unknown) unsettled).cause().getMessage() + ")";
  }

  private void report(OffsetCheck.Accepted accepted) {
    if (accepted instanceof OffsetCheck.SkippingDecided skipping) {
      LOG.warn(
          "{}: the commands from {} to {} have committed outcomes and are skipped",
          partition,
          skipping.offset(),
          skipping.decided().offset() - 1);
    } else if (accepted instanceof OffsetCheck.RecordsLost lost) {
      listener.recordsLost(lost.to() - lost.from());
      LOG.error(
          "{}: the records from {} to {} (at most {}) were removed from the topic before they were"
              + " decided; they have no outcomes. Was the processor behind for longer than the"
              + " topic's retention?",
          partition,
          lost.from(),
          lost.to() - 1,
          lost.to() - lost.from());
    }
  }
}
