package io.counterstream.core;

/**
 * The place of a log's decided offset, and what the audit needs to know: what the log's present
 * owner has read, and what was lost.
 *
 * <p>The place is named for the topic, so it may still hold the decided offset of a deleted topic
 * of the same name. The stored value therefore names its log.
 */
final class StoredDecidedOffset {
  private LogSource log;
  private DecidedOffset decidedOffset = DecidedOffset.NONE;
  private DecidedOffset before = DecidedOffset.NONE;
  private DecidedOffset read = DecidedOffset.NONE;
  private long lostUpTo;

  /** The stored value, if it belongs to this log. */
  DecidedOffset of(LogSource source) {
    return source.equals(log) ? decidedOffset : DecidedOffset.NONE;
  }

  /** The stored value, whichever log it belongs to. */
  DecidedOffset ofAnyLog() {
    return decidedOffset;
  }

  /** The value before the last commit. */
  DecidedOffset beforeLastCommit() {
    return before;
  }

  void write(LogSource source, DecidedOffset written) {
    before = of(source);
    log = source;
    decidedOffset = written;
  }

  boolean isEmpty() {
    return decidedOffset.equals(DecidedOffset.NONE);
  }

  /** The value expired, or its group was deleted. */
  void lose(LogSource source) {
    lostUpTo = Math.max(lostUpTo, of(source).offset());
    decidedOffset = DecidedOffset.NONE;
    before = DecidedOffset.NONE;
  }

  /** The topic is recreated: the new one has lost nothing yet. */
  void succeeded() {
    lostUpTo = 0;
    before = DecidedOffset.NONE;
  }

  void ownerChanged() {
    read = DecidedOffset.NONE;
  }

  /** The owner reads the value. */
  void readByOwner(LogSource source) {
    read = of(source);
  }

  /** Whether the owner can't know of the outcome at this offset, because the value was lost. */
  boolean wasLost(long offset) {
    return offset < lostUpTo && !read.covers(offset);
  }
}
