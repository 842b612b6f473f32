package counterstream.decide;

/**
 * The place where a log's mark is kept, and what an audit has to know of it: what the log's present
 * owner was told, and what was lost.
 *
 * <p>The place is named for the topic, so that the mark of a deleted one may still stand there: it
 * says which log it speaks of.
 */
final class StoredMark {
  private LogSource of;
  private DecidedMark mark = DecidedMark.NONE;
  private DecidedMark before = DecidedMark.NONE;
  private DecidedMark told = DecidedMark.NONE;
  private long lostUpTo;

  /** What stands there, of this log. */
  DecidedMark of(LogSource source) {
    return source.equals(of) ? mark : DecidedMark.NONE;
  }

  /** What stands there, whatever log it speaks of. */
  DecidedMark ofAnyLog() {
    return mark;
  }

  /** What stood there before the last commit. */
  DecidedMark beforeLastCommit() {
    return before;
  }

  void write(LogSource source, DecidedMark written) {
    before = of(source);
    of = source;
    mark = written;
  }

  boolean isEmpty() {
    return mark.equals(DecidedMark.NONE);
  }

  /** It has expired, or somebody deleted its group. */
  void lose(LogSource source) {
    lostUpTo = Math.max(lostUpTo, of(source).offset());
    mark = DecidedMark.NONE;
    before = DecidedMark.NONE;
  }

  /** The topic is made anew: its successor has lost nothing yet. */
  void succeeded() {
    lostUpTo = 0;
    before = DecidedMark.NONE;
  }

  void nobodyWasTold() {
    told = DecidedMark.NONE;
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
