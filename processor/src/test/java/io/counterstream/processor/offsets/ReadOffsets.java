package io.counterstream.processor.offsets;

import io.counterstream.core.DecidedOffset;
import io.counterstream.core.LogSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets in Kafka.
 *
 * @param groupOffsets returned one after the other; the last one is returned again; a negative
 *     one is none
 * @param decided 0 for none
 * @param log the log of the decided offset
 * @param results the decided offset that the result topics show, 0 for none
 */
record ReadOffsets(
    Queue<Long> groupOffsets, long decided, String log, long results, long earliest, long end)
    implements DecidedOffsets {
  static ReadOffsets of(long decided, long earliest, long end, Long... groupOffsets) {
    return new ReadOffsets(
        new ArrayDeque<>(List.of(groupOffsets)),
        decided,
        ResetGuardTest.SOURCE.toString(),
        0,
        earliest,
        end);
  }

  ReadOffsets inLog(String other) {
    return new ReadOffsets(groupOffsets, decided, other, results, earliest, end);
  }

  @Override
  public Optional<Committed> decidedOffset(TopicPartition partition) {
    return decided == 0
        ? Optional.empty()
        : Optional.of(new Committed(new DecidedOffset(decided), log));
  }

  ReadOffsets withResults(long shown) {
    return new ReadOffsets(groupOffsets, decided, log, shown, earliest, end);
  }

  @Override
  public DecidedOffset ofResults(TopicPartition partition, LogSource source) {
    return new DecidedOffset(results);
  }

  @Override
  public OptionalLong groupOffset(TopicPartition partition) {
    long next = groupOffsets.size() > 1 ? groupOffsets.remove() : groupOffsets.element();
    return next < 0 ? OptionalLong.empty() : OptionalLong.of(next);
  }

  @Override
  public long earliestOffset(TopicPartition partition) {
    return earliest;
  }

  @Override
  public long endOffset(TopicPartition partition) {
    return end;
  }
}
