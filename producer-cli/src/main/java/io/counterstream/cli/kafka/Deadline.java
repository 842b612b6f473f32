package io.counterstream.cli.kafka;

import java.time.Duration;

/**
 * A moment to be done by, on the clock that never steps.
 *
 * @param timeout how long it was at first
 * @param endNanos when it ends, as {@link System#nanoTime}
 */
public record Deadline(Duration timeout, long endNanos) {
  /** The moment {@code timeout} from now. */
  public static Deadline in(Duration timeout) {
    return new Deadline(timeout, System.nanoTime() + timeout.toNanos());
  }

  /** What is left; never negative. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
  }

  /** Whether nothing is left. */
  public boolean passed() {
    return remaining().isZero();
  }
}
