package io.counterstream.core;

/**
 * How far the outcomes of a log are known to be committed, told by a record that a reset of the
 * consumer group's offsets does not reach.
 *
 * <p>It is written in the transaction that commits the outcomes, so it is never ahead of them. A
 * command that it covers has its outcome: whoever is given it again must not answer it again.
 *
 * @param offset every command below it has a committed outcome; 0 if nothing is known
 */
public record DecidedOffset(long offset) {
  /** Nothing is known to be committed. */
  public static final DecidedOffset NONE = new DecidedOffset(0);

  /** Checks the range. */
  public DecidedOffset {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be 0 or more, was " + offset);
    }
  }

  /** Whether the command at this offset has a committed outcome. */
  public boolean covers(long commandOffset) {
    return commandOffset < offset;
  }

  /** The mark to write when a transaction commits the group's offset: it never goes back. */
  public DecidedOffset afterCommitOf(long groupOffset) {
    return groupOffset > offset ? new DecidedOffset(groupOffset) : this;
  }
}
