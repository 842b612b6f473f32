package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnstableOffsetCommitException;

/**
 * Detects that processing would not continue where the outcomes end: a processor that started below
 * the decided offset would give commands a second outcome, and one that started above it, or at an
 * offset of a deleted topic, would give commands none. Thread-safe.
 *
 * <p>The order of the reads matters: the group's offset before the decided offset shows an offset
 * that was set forward, the group's offset after it shows one that was set back.
 */
public final class ResetGuard {
  private final DecidedOffsets offsets;
  private final OnAlreadyDecided onAlreadyDecided;
  private final OnRecordsLost onRecordsLost;

  /** What the last check of a partition found, if that was another owner. */
  private final Map<TopicPartition, OffsetCheck> superseded = new ConcurrentHashMap<>();

  /** How the decided offset is known. */
  private enum Evidence {
    /** It is committed, or an operator has set it. */
    COMMITTED,
    /** The result topics show it. They may have lost later outcomes to their retention. */
    RESULTS
  }

  /**
   * What is known about the outcomes of a log.
   *
   * @param decided how far they are committed
   * @param evidence how that is known
   * @param otherLog the log that the committed decided offset belongs to, if it is another one
   */
  private record Known(DecidedOffset decided, Evidence evidence, Optional<String> otherLog) {
    boolean isNothing() {
      return decided.offset() == 0;
    }
  }

  /**
   * A guard that has checked nothing yet.
   *
   * @param offsets reads the offsets
   * @param onAlreadyDecided what to do with commands that have committed outcomes
   * @param onRecordsLost what to do when records were removed before they were decided
   */
  public ResetGuard(
      DecidedOffsets offsets, OnAlreadyDecided onAlreadyDecided, OnRecordsLost onRecordsLost) {
    this.offsets = offsets;
    this.onAlreadyDecided = onAlreadyDecided;
    this.onRecordsLost = onRecordsLost;
  }

  /**
   * Where the group continues.
   *
   * @return the offset, empty if none is committed
   * @throws KafkaException if Kafka does not return it
   */
  public OptionalLong groupOffset(TopicPartition partition) {
    return offsets.groupOffset(partition);
  }

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
      OptionalLong group = offsets.groupOffset(partition);
      Known known = known(partition, source);
      Optional<OffsetCheck> truncated = truncated(partition, known.decided());
      if (truncated.isPresent()) {
        return truncated.get();
      }
      if (group.isEmpty()) {
        return known.isNothing()
            ? new OffsetCheck.Continued(known.decided())
            : new OffsetCheck.SkippingDecided(0, known.decided());
      }
      long before = group.getAsLong();
      // Read again, because a processor that owns the partition may have committed meanwhile.
      if (known.decided().covers(before) && coversGroup(partition, known.decided())) {
        return setBack(before, known.decided());
      }
      return refusal(partition, known, before)
          .orElseGet(() -> continued(partition, known, group, Long.MAX_VALUE));
    } catch (UnstableOffsetCommitException open) {
      return new OffsetCheck.Unknown(open);
    }
  }

  /**
   * Checks the place at which the processor starts to process a partition. What it finds counts
   * after {@link #concluded}.
   *
   * @param first the offset of the first delivered record
   * @throws AuthorizationException if this processor may not read what it needs
   */
  public OffsetCheck check(TopicPartition partition, LogSource source, long first) {
    return orUnknown(() -> checkFirst(partition, source, offsets.groupOffset(partition), first));
  }

  /**
   * Checks the place at which the processor starts to process a partition.
   *
   * @param group what {@link #groupOffset} has just returned
   * @param first the offset of the first record
   * @throws AuthorizationException if this processor may not read what it needs
   */
  public OffsetCheck check(
      TopicPartition partition, LogSource source, OptionalLong group, long first) {
    return orUnknown(() -> checkFirst(partition, source, group, first));
  }

  private static OffsetCheck orUnknown(Supplier<OffsetCheck> check) {
    try {
      return check.get();
    } catch (AuthorizationException permanent) {
      throw permanent;
    } catch (KafkaException failure) {
      return new OffsetCheck.Unknown(failure);
    }
  }

  /**
   * Compares what a check has found with what the one before it found.
   *
   * <p>If another owner has committed beyond the first record, a processor that joins the group
   * again starts at that owner's offset. If it finds the same again, nobody else owns the
   * partition, and Kafka itself did not start at the group's offset: the log is not the same there.
   *
   * @param found what {@link #check} has found for a task that was not closed since
   */
  public OffsetCheck concluded(TopicPartition partition, OffsetCheck found) {
    if (found instanceof OffsetCheck.Unknown) {
      return found;
    }
    if (!(found instanceof OffsetCheck.Superseded other)) {
      superseded.remove(partition);
      return found;
    }
    return found.equals(superseded.put(partition, found))
        ? new OffsetCheck.LogDiverged(other.decided().offset(), other.first())
        : found;
  }

  private OffsetCheck checkFirst(
      TopicPartition partition, LogSource source, OptionalLong before, long first) {
    Known known = known(partition, source);
    DecidedOffset decided = known.decided();
    Optional<OffsetCheck> truncated = truncated(partition, decided);
    if (truncated.isPresent()) {
      return truncated.get();
    }
    Optional<OffsetCheck> refusal =
        before.isPresent() ? refusal(partition, known, before.getAsLong()) : Optional.empty();
    if (refusal.isPresent()) {
      return refusal.get();
    }
    OptionalLong group = offsets.groupOffset(partition);
    if (group.isPresent() && first < group.getAsLong() && !decided.covers(group.getAsLong())) {
      return new OffsetCheck.Superseded(first, new DecidedOffset(group.getAsLong()));
    }
    if (!decided.covers(first)) {
      return continued(partition, known, before, first);
    }
    return group.isEmpty()
        ? new OffsetCheck.SkippingDecided(first, decided)
        : setBack(first, decided);
  }

  private Known known(TopicPartition partition, LogSource source) {
    Optional<DecidedOffsets.Committed> committed = offsets.decidedOffset(partition);
    return committed
        .filter(found -> found.appliesTo(source))
        .map(found -> new Known(found.offset(), Evidence.COMMITTED, Optional.empty()))
        .orElseGet(() -> new Known(
            offsets.ofResults(partition, source),
            Evidence.RESULTS,
            committed.map(DecidedOffsets.Committed::log)));
  }

  private boolean coversGroup(TopicPartition partition, DecidedOffset decided) {
    return offsets.groupOffset(partition).stream().allMatch(decided::covers);
  }

  private OffsetCheck setBack(long offset, DecidedOffset decided) {
    return skips()
        ? new OffsetCheck.SkippingDecided(offset, decided)
        : new OffsetCheck.SetBack(offset, decided);
  }

  /**
   * Checks a poll after the first one. Not every gap is a loss: transaction markers leave gaps too.
   *
   * @param expected the offset after the last record that was polled before
   * @param first the offset of the first record of the poll
   */
  public OffsetCheck checkPoll(TopicPartition partition, long expected, long first) {
    return orUnknown(() -> first < expected
        ? new OffsetCheck.Rewound(expected, first)
        : continued(partition, DecidedOffset.NONE, expected, first));
  }

  /** Continues where the outcomes end or, if that is not certain, at the group's offset. */
  private OffsetCheck continued(
      TopicPartition partition, Known known, OptionalLong group, long first) {
    DecidedOffset decided = known.decided();
    if (known.evidence() == Evidence.RESULTS && group.isPresent()) {
      return known.isNothing() && known.otherLog().isPresent()
          ? new OffsetCheck.Continued(decided)
          : continued(partition, decided, group.getAsLong(), first);
    }
    return known.isNothing()
        ? new OffsetCheck.Continued(decided)
        : continued(partition, decided, decided.offset(), first);
  }

  private OffsetCheck continued(
      TopicPartition partition, DecidedOffset decided, long next, long first) {
    // Each read is a request for which the partition's takeover waits: none without need.
    long earliest = first <= next ? first : Math.min(offsets.earliestOffset(partition), first);
    if (earliest <= next) {
      return new OffsetCheck.Continued(decided);
    }
    return onRecordsLost == OnRecordsLost.STOP
        ? new OffsetCheck.LossRefused(next, earliest)
        : new OffsetCheck.RecordsLost(decided, next, earliest);
  }

  /** Compares the decided offset with the log's end, wherever the group is. */
  private Optional<OffsetCheck> truncated(TopicPartition partition, DecidedOffset decided) {
    if (decided.offset() == 0) {
      return Optional.empty();
    }
    long end = offsets.endOffset(partition);
    return decided.offset() > end
        ? Optional.of(new OffsetCheck.LogTruncated(decided, end))
        : Optional.empty();
  }

  /** Compares a group offset that was read before the decided offset. */
  private Optional<OffsetCheck> refusal(TopicPartition partition, Known known, long group) {
    if (known.isNothing()) {
      return withoutDecided(partition, known, group);
    }
    DecidedOffset decided = known.decided();
    if (group <= decided.offset()) {
      return Optional.empty();
    }
    if (known.evidence() == Evidence.RESULTS) {
      // An operator may choose where a group starts that has no decided offset.
      return beyondEnd(group, offsets.endOffset(partition));
    }
    long undecided = Math.max(decided.offset(), offsets.earliestOffset(partition));
    return group > undecided
        ? Optional.of(new OffsetCheck.SetForward(group, undecided, decided))
        : Optional.empty();
  }

  /** An operator may choose where to start, but an offset of a deleted topic means nothing. */
  private Optional<OffsetCheck> withoutDecided(TopicPartition partition, Known known, long group) {
    if (known.otherLog().isPresent()) {
      return group > offsets.earliestOffset(partition)
          ? Optional.of(new OffsetCheck.OfDeletedTopic(group, known.otherLog().get()))
          : Optional.empty();
    }
    return beyondEnd(group, offsets.endOffset(partition));
  }

  private static Optional<OffsetCheck> beyondEnd(long group, long end) {
    return group > end ? Optional.of(new OffsetCheck.BeyondEnd(group, end)) : Optional.empty();
  }
}
