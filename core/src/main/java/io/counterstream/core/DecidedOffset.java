package io.counterstream.core;

import java.util.Optional;

/**
 * The offset up to which the outcomes of a log are known to be committed. It is stored outside the
 * consumer group, so a reset of the group's offsets does not change it.
 *
 * <p>It is written in the transaction that commits the outcomes, so it is never ahead of them. A
 * command below it has its outcome; when it is redelivered, it must not get a second one.
 *
 * @param offset every command below it has a committed outcome; 0 if nothing is known
 * @param window how many offsets back the commands from there on are compared with earlier ones;
 *     empty if that is not recorded
 */
public record DecidedOffset(long offset, Optional<WindowSchedule> window) {
  /** Nothing is known to be committed. */
  public static final DecidedOffset NONE = new DecidedOffset(0);

  /** Checks the range. */
  public DecidedOffset {
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be 0 or more, was " + offset);
    }
  }

  /** A decided offset without a recorded window. */
  public DecidedOffset(long offset) {
    this(offset, Optional.empty());
  }

  /** Whether the command at this offset has a committed outcome. */
  public boolean covers(long commandOffset) {
    return commandOffset < offset;
  }

  /** The decided offset to write when a transaction commits the group's offset; never lower. */
  public DecidedOffset afterCommitOf(long groupOffset) {
    return groupOffset > offset ? new DecidedOffset(groupOffset) : this;
  }
}
