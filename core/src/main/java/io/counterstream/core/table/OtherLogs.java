package io.counterstream.core.table;

import io.counterstream.core.LogSource;

/** What is known about the logs that share counters with a put's log. Thread-safe; no waiting. */
public interface OtherLogs {
  /** Nothing is known. */
  OtherLogs UNKNOWN = log -> 0;

  /**
   * The offset from which on journal entries of a log are needed: every command below it has a
   * committed outcome. 0 if that is not known; the greatest number if the log can't be read any
   * more.
   */
  long neededFrom(LogSource log);
}
