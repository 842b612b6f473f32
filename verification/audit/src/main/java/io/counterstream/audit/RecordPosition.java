package io.counterstream.audit;

import java.util.Comparator;

/**
 * The position of a record of the command topic, ordered by topic, then partition, then offset.
 *
 * @param log the number of the topic, from 0: one that is deleted and created again under its name
 *     has other records at the same offsets, and the next number
 * @param partition the partition, from 0
 * @param offset the offset in the partition, from 0
 */
public record RecordPosition(int log, int partition, long offset)
    implements Comparable<RecordPosition> {
  /** The position of an outcome that names no command. */
  public static final RecordPosition NONE = new RecordPosition(-1, -1, -1);

  private static final Comparator<RecordPosition> ORDER = Comparator.comparingInt(
          RecordPosition::log)
      .thenComparingInt(RecordPosition::partition)
      .thenComparingLong(RecordPosition::offset);

  /** Checks the ranges. */
  public RecordPosition {
    boolean none = log == -1 && partition == -1 && offset == -1;
    if (!none && (log < 0 || partition < 0 || offset < 0)) {
      throw new IllegalArgumentException(
          "log, partition and offset of a command must be 0 or more, were " + log + ", " + partition
              + " and " + offset);
    }
  }

  /** A position in the first topic. */
  public RecordPosition(int partition, long offset) {
    this(0, partition, offset);
  }

  /** Whether both are in one partition of one topic, so that the log has them in an order. */
  boolean isInLogOf(RecordPosition other) {
    return log == other.log && partition == other.partition;
  }

  @Override
  public int compareTo(RecordPosition other) {
    return ORDER.compare(this, other);
  }

  /** {@code partition/offset}; that of a later topic has the topic's number and a colon first. */
  @Override
  public String toString() {
    if (equals(NONE)) {
      return "none";
    }
    return (log == 0 ? "" : log + ":") + partition + "/" + offset;
  }
}
