package io.counterstream.audit;

import java.util.Comparator;

/**
 * The position of a record in the command topic, ordered by partition, then by offset.
 *
 * @param partition the partition, from 0
 * @param offset the offset in the partition, from 0
 */
public record RecordPosition(int partition, long offset) implements Comparable<RecordPosition> {
  /** The position of an outcome that names no command. */
  public static final RecordPosition NONE = new RecordPosition(-1, -1);

  private static final Comparator<RecordPosition> ORDER =
      Comparator.comparingInt(RecordPosition::partition).thenComparingLong(RecordPosition::offset);

  /** Checks the ranges. */
  public RecordPosition {
    boolean none = partition == -1 && offset == -1;
    if (!none && (partition < 0 || offset < 0)) {
      throw new IllegalArgumentException(
          "partition and offset of a command must be 0 or more, were " + partition + " and "
              + offset);
    }
  }

  @Override
  public int compareTo(RecordPosition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return equals(NONE) ? "none" : partition + "/" + offset;
  }
}
