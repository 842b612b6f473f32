package io.counterstream.analytics.stream;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * How long outcomes took from their command's timestamp until they were seen here, for each second
 * of arrival. Thread-safe.
 */
public final class ArrivalLatencies {
  private static final int SECONDS_MAX = 900;
  private static final int RECENT_SECONDS = 10;
  private static final long MILLIS_MAX = 86_400_000;
  private static final int DIGITS = 2;

  private final Row[] rows = new Row[SECONDS_MAX];
  private final Histogram[] recent = new Histogram[RECENT_SECONDS + 1];
  private final long[] recentSecond = new long[RECENT_SECONDS + 1];

  /**
   * Latencies of a second.
   *
   * @param start of the second, in epoch milliseconds
   * @param p50Millis the median
   * @param p99Millis the 99th percentile
   * @param maxMillis the greatest
   */
  public record Row(long start, int p50Millis, int p99Millis, int maxMillis) {
    static Row of(long start, Histogram histogram) {
      return new Row(
          start,
          (int) histogram.getValueAtPercentile(50),
          (int) histogram.getValueAtPercentile(99),
          (int) histogram.getMaxValue());
    }
  }

  /** Counts an outcome that was seen now. */
  synchronized void record(long nowMillis, long timestampMillis) {
    long second = nowMillis / 1000;
    int slot = (int) (second % recent.length);
    if (recent[slot] == null || recentSecond[slot] != second) {
      settle(slot);
      recent[slot] = new Histogram(MILLIS_MAX, DIGITS);
      recentSecond[slot] = second;
    }
    recent[slot].recordValue(Math.min(MILLIS_MAX, Math.max(0, nowMillis - timestampMillis)));
    rows[(int) (second % SECONDS_MAX)] = null;
  }

  /** The latencies of the seconds from {@code fromMillis} that have any, oldest first. */
  public synchronized List<Row> since(long fromMillis, long nowMillis) {
    settle();
    List<Row> found = new ArrayList<>();
    long now = nowMillis / 1000;
    for (long second = Math.max(fromMillis / 1000, now - SECONDS_MAX + 1);
        second <= now;
        second++) {
      Row row = rows[(int) (second % SECONDS_MAX)];
      if (row != null && row.start() == second * 1000) {
        found.add(row);
      }
    }
    return found;
  }

  private void settle() {
    for (int slot = 0; slot < recent.length; slot++) {
      settle(slot);
    }
  }

  private void settle(int slot) {
    if (recent[slot] != null) {
      rows[(int) (recentSecond[slot] % SECONDS_MAX)] =
          Row.of(recentSecond[slot] * 1000, recent[slot]);
    }
  }

  /** The latencies of the last ten seconds; null if there are none. */
  public synchronized Row recent(long nowMillis) {
    Histogram sum = new Histogram(MILLIS_MAX, DIGITS);
    for (int slot = 0; slot < recent.length; slot++) {
      if (recent[slot] != null && recentSecond[slot] > nowMillis / 1000 - RECENT_SECONDS) {
        sum.add(recent[slot]);
      }
    }
    return sum.getTotalCount() == 0 ? null : Row.of(nowMillis, sum);
  }
}
