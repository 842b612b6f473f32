package io.counterstream.core;

/**
 * The place where a log's mark is kept, and what an audit has to know of it: what the log's present
 * owner was told, and what was lost.
 *
 * <p>The place is named for the topic, so that the mark of a deleted one may still stand there: it
 * says which log it speaks of.
 */
final class StoredDecidedOffset {
  private LogSource of;
  private DecidedOffset mark = DecidedOffset.NONE;
  private DecidedOffset before = DecidedOffset.NONE;
  private DecidedOffset told = DecidedOffset.NONE;
  private long lostUpTo;

  /** What stands there, of this log. */
  DecidedOffset of(LogSource source) {
    return source.equals(of) ? mark : DecidedOffset.NONE;
  }

  /** What stands there, whatever log it speaks of. */
  DecidedOffset ofAnyLog() {
    return mark;
  }

  /** What stood there before the last commit. */
  DecidedOffset beforeLastCommit() {
    return before;
  }

  void write(LogSource source, DecidedOffset written) {
    before = of(source);
    of = source;
    mark = written;
  }

  boolean isEmpty() {
    return mark.equals(DecidedOffset.NONE);
  }

  /** It has expired, or somebody deleted its group. */
  void lose(LogSource source) {
    lostUpTo = Math.max(lostUpTo, of(source).offset());
    mark = DecidedOffset.NONE;
    before = DecidedOffset.NONE;
  }

  /** The topic is made anew: its successor has lost nothing yet. */
  void succeeded() {
    lostUpTo = 0;
    before = DecidedOffset.NONE;
  }

  void nobodyWasTold() {
    told = DecidedOffset.NONE;
  }

  /** The owner asks. */
  void told(LogSource source) {
    told = of(source);
  }

  /** Whether the owner can't know of an outcome at this offset, because the mark was lost. */
  boolean wasLost(long offset) {
    return offset < lostUpTo && !told.covers(offset);
  }
}
