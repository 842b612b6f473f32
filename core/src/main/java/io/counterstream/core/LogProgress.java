package io.counterstream.core;

import io.counterstream.core.journal.Journal;

/**
 * The progress of one log in a counter's item.
 *
 * @param source the log
 * @param offset the offset of the log's last command that was decided for this counter
 * @param journal the states that the recent commands up to {@code offset} were decided against
 */
public record LogProgress(LogSource source, long offset, Journal journal) {
  /**
   * The same progress without the journal's entries below an offset. The newest entry stays, to
   * tell whether the log was rewritten.
   */
  public LogProgress from(long least) {
    long newest =
        journal.newest(1).stream().mapToLong(Journal.Entry::offset).findAny().orElse(0);
    return new LogProgress(source, offset, journal.from(Math.min(least, newest)));
  }
}
