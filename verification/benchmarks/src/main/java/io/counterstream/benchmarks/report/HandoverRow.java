package io.counterstream.benchmarks.report;

import java.util.Locale;

/**
 * What happened to two instances of a contender that share the partitions.
 *
 * @param event what happened
 * @param perSecond the commands sent per second
 * @param contender the contender's name
 * @param longestMillis the longest time without an outcome although a command was due, of the
 *     partition where it was longest
 * @param medianMillis the same of the median partition
 * @param longestWaitMillis the longest time from when a command was due to its outcome
 */
public record HandoverRow(
    Event event,
    int perSecond,
    String contender,
    double longestMillis,
    double medianMillis,
    double longestWaitMillis) {
  /** Returns one line for the log. */
  public String text() {
    return String.format(
        Locale.ROOT,
        "%s, %s at %,d/s: %.0f ms without an outcome (median partition %.0f ms)",
        contender,
        event.label(),
        perSecond,
        longestMillis,
        medianMillis);
  }
}
