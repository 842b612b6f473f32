package io.counterstream.audit;

/**
 * Where a record of the command topic stands.
 *
 * @param partition the partition, from 0
 * @param offset the offset in the partition, from 0
 */
public record Position(int partition, long offset) {
  /** What a result names that names no command. */
  public static final Position NONE = new Position(-1, -1);

  /** Checks the ranges. */
  public Position {
    boolean none = partition == -1 && offset == -1;
    if (!none && (partition < 0 || offset < 0)) {
      throw new IllegalArgumentException(
          "partition and offset of a command must be 0 or more, were " + partition + " and "
              + offset);
    }
  }

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}
