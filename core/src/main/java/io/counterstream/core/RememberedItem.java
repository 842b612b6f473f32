package io.counterstream.core;

import io.counterstream.core.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a machine remembers of its counter's item.
 *
 * @param seen the item in the table, to the best of our knowledge: the next put's condition
 * @param item the item to decide against: the one seen, with what the table does not record of our
 *     log, because another writer erased it or because checks were decided without a put
 */
record RememberedItem(Optional<CounterItem> seen, Optional<CounterItem> item) {
  /** No item. */
  static final RememberedItem NONE = new RememberedItem(Optional.empty(), Optional.empty());

  /** An item without its logs, on a JVM with compressed references, in bytes. */
  private static final long ITEM_BYTES = 128;

  /** The progress of a log without its journal's entries, in bytes. */
  private static final long LOG_BYTES = 56;

  /** The item that the table holds. */
  static RememberedItem of(CounterItem written) {
    Optional<CounterItem> seen = Optional.of(written);
    return new RememberedItem(seen, seen);
  }

  /** The progress of a log in the item to decide against. */
  Optional<LogProgress> progressOf(LogSource source) {
    return item.flatMap(there -> there.progressOf(source));
  }

  /** The last command of a log that was decided; -1 without one. */
  long decidedUpTo(LogSource source) {
    return progressOf(source).map(LogProgress::offset).orElse(-1L);
  }

  /** The journal of a log; empty without one. */
  Journal journalOf(LogSource source) {
    return progressOf(source).map(LogProgress::journal).orElse(Journal.EMPTY);
  }

  /** The same item in the table, with commands that were decided against it without a put. */
  RememberedItem deciding(CounterItem decided) {
    return new RememberedItem(seen, Optional.of(decided));
  }

  /**
   * The item that the table returned. If another writer replaced ours by one with less progress of
   * our log, our progress is kept.
   */
  RememberedItem adopting(Optional<CounterItem> actual, String counter, LogSource source) {
    Optional<LogProgress> ours = progressOf(source);
    Optional<LogProgress> theirs = actual.flatMap(there -> there.progressOf(source));
    if (ours.isEmpty()
        || theirs.isPresent() && theirs.get().offset() >= ours.get().offset()) {
      return new RememberedItem(actual, actual);
    }
    CounterItem there =
        actual.orElse(new CounterItem(counter, 0, OptionalLong.of(0), List.of(), Optional.empty()));
    return new RememberedItem(actual, Optional.of(there.withLogs(there.logsWith(ours.get()))));
  }

  /**
   * The same without the journal entries of our log that are committed.
   *
   * <p>The next write drops these entries from the table. Until then none is looked up, because
   * only commands that are not committed arrive; and if the item was replaced, none would be
   * written again. The offset of our progress stays, so a replaced item is noticed as before.
   *
   * <p>What the table does not record is forgotten once all of it is committed.
   *
   * <p>The entries remain if the item that was seen has our log among its other logs: without them,
   * our log would be the last writer of the item seen, and the next write's condition would fail.
   *
   * @param ours our log
   * @param protocol tells which entries are needed
   * @param committed an offset below which every command of our log is known to be committed
   */
  RememberedItem released(LogSource ours, Protocol protocol, long committed) {
    Optional<LogProgress> progress = progressOf(ours);
    if (progress.isEmpty() || isShared() && !item.get().lastWriter().equals(progress)) {
      return this;
    }
    if (!isShared() && progress.get().offset() < committed) {
      return new RememberedItem(seen, seen).released(ours, protocol, committed);
    }
    Journal kept = protocol.retained(progress.get().journal(), committed);
    CounterItem there = item.get();
    List<LogProgress> logs = there.logsWith(new LogProgress(ours, progress.get().offset(), kept));
    Optional<CounterItem> released = Optional.of(there.withLogs(logs));
    return new RememberedItem(isShared() ? released : seen, released);
  }

  private boolean isShared() {
    return seen == item;
  }

  /** An estimate of the memory that this takes, in bytes. */
  long memoryBytes() {
    long bytes = item.map(RememberedItem::memoryBytes).orElse(0L);
    return isShared() ? bytes : bytes + seen.map(RememberedItem::memoryBytes).orElse(0L);
  }

  private static long memoryBytes(CounterItem item) {
    long bytes = ITEM_BYTES + item.raw().map(RawItem::memoryBytes).orElse(0L);
    for (LogProgress log : item.logs()) {
      bytes += LOG_BYTES + log.journal().memoryBytes();
    }
    return bytes;
  }
}
