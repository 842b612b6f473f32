package io.counterstream.client;

import java.time.Duration;

/**
 * A moment until which to wait, and how long that was meant to be.
 *
 * @param patience from the call on
 * @param nanos the moment, in terms of {@link System#nanoTime()}
 */
record Deadline(Duration patience, long nanos) {
  // Differences of nanoTime() are meaningful up to 292 years.
  private static final Duration PATIENCE_MAX = Duration.ofDays(36_500);

  static Deadline in(Duration patience) {
    Duration bounded = patience.compareTo(PATIENCE_MAX) > 0 ? PATIENCE_MAX : patience;
    return new Deadline(bounded, System.nanoTime() + bounded.toNanos());
  }

  /** Zero or less when it has passed. */
  long remainingNanos() {
    return nanos - System.nanoTime();
  }

  /** Never negative. */
  Duration remaining() {
    return Duration.ofNanos(Math.max(0, remainingNanos()));
  }

  boolean passed() {
    return remainingNanos() <= 0;
  }

  /** For messages: {@code 30s}, {@code 500ms}. */
  @Override
  public String toString() {
    long millis = patience.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }
}
