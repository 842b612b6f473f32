package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;

/**
 * Detects that a group's offsets were reset: a processor that started below the decided offset
 * would give commands a second outcome, and one that started above it would give commands none.
 * Thread-safe.
 *
 * <p>The order of the reads matters: the group's offset before the decided offset shows an offset
 * that was set forward, the group's offset after it shows one that was set back.
 *
 * @param offsets reads the offsets
 * @param onAlreadyDecided what to do with commands that have committed outcomes
 */
public record ResetGuard(DecidedOffsets offsets, OnAlreadyDecided onAlreadyDecided) {

  /** Whether commands that have committed outcomes are skipped. */
  public boolean skips() {
    return onAlreadyDecided == OnAlreadyDecided.SKIP;
  }

  /**
   * Checks the group's offset before the processor joins the group: an operator can correct the
   * offsets only while the group has no members.
   *
   * @return {@code Unknown} while an open transaction holds the offsets: another processor owns the
   *     partition, or died while it did, and {@link #check} follows at the takeover
   * @throws KafkaException if Kafka does not respond
   */
  public OffsetCheck checkBeforeStart(TopicPartition partition, LogSource source) {
    try {
      long before = offsets.groupOffset(partition);
      DecidedOffset decided = offsets.decidedOffset(partition, source);
      // Read again, because a processor that owns the partition may have committed meanwhile.
      if (decided.covers(before) && decided.covers(offsets.groupOffset(partition))) {
        return setBack(before, decided);
      }
      return forwardReset(partition, decided, before)
          .orElseGet(() -> new OffsetCheck.Continued(decided));
    } catch (UnstableOffsetCommitException open) {
      return new OffsetCheck.Unknown(open);
    }
  }

  /**
   * Checks the place at which the processor starts to process a partition.
   *
   * @param first the offset of the first delivered record
   */
  public OffsetCheck check(TopicPartition partition, LogSource source, long first) {
    try {
      long before = offsets.groupOffset(partition);
      DecidedOffset decided = offsets.decidedOffset(partition, source);
      return forwardReset(partition, decided, before)
          .orElseGet(() -> decided.covers(first)
              ? checkCovered(partition, decided, first)
              : checkNotCovered(partition, decided));
    } catch (KafkaException failure) {
      return new OffsetCheck.Unknown(failure);
    }
  }

  private OffsetCheck checkCovered(TopicPartition partition, DecidedOffset decided, long first) {
    return decided.covers(offsets.groupOffset(partition))
        ? setBack(first, decided)
        : new OffsetCheck.Superseded(decided);
  }

  private OffsetCheck setBack(long offset, DecidedOffset decided) {
    return skips()
        ? new OffsetCheck.SkippingDecided(offset, decided)
        : new OffsetCheck.SetBack(offset, decided);
  }

  private OffsetCheck checkNotCovered(TopicPartition partition, DecidedOffset decided) {
    if (decided.equals(DecidedOffset.NONE)) {
      return new OffsetCheck.Continued(decided);
    }
    long earliest = offsets.earliestOffset(partition);
    return earliest > decided.offset()
        ? new OffsetCheck.RecordsDeleted(decided, earliest)
        : new OffsetCheck.Continued(decided);
  }

  /** Compares a group offset that was read before the decided offset. */
  private Optional<OffsetCheck> forwardReset(
      TopicPartition partition, DecidedOffset decided, long group) {
    if (decided.equals(DecidedOffset.NONE) || decided.covers(group)) {
      return Optional.empty();
    }
    long end = offsets.endOffset(partition);
    if (decided.offset() > end) {
      return Optional.of(new OffsetCheck.LogTruncated(group, end));
    }
    long undecided = Math.max(decided.offset(), offsets.earliestOffset(partition));
    return group > undecided
        ? Optional.of(new OffsetCheck.SetForward(group, undecided, decided))
        : Optional.empty();
  }
}
