package io.counterstream.client;

import java.time.Duration;

/**
 * The time until which a call waits, and how long that was when it began.
 *
 * @param patience how long the call waits in all
 * @param nanos when the wait ends, in terms of {@link System#nanoTime()}
 */
record Deadline(Duration patience, long nanos) {
  // Differences of nanoTime() are meaningful up to 292 years.
  private static final Duration PATIENCE_MAX = Duration.ofDays(36_500);

  static Deadline in(Duration patience) {
    Duration bounded = patience.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : patience;
    return new Deadline(bounded, System.nanoTime() + bounded.toNanos());
  }

  /** The time left; never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  boolean passed() {
    return remaining().isZero();
  }

  /** The patience, for messages: {@code 30s}, {@code 500ms}. */
  @Override
  public String toString() {
    long millis = patience.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
