package io.counterstream.processor.engine;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The delay before a failed request is sent again: exponential with full jitter.
 *
 * <p>It is uniform between zero and {@code first × 2^(failures-1)}, at most {@code longest}.
 * Source: Marc Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
 *
 * @param first the upper bound after the first failure, above zero
 * @param longest the upper bound after many failures, at least {@code first}
 */
public record Backoff(Duration first, Duration longest) {
  /** 10 milliseconds to 1 second. */
  public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(10), Duration.ofSeconds(1));

  /** Checks the ranges. */
  public Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff must rise from above zero, was " + first + " to " + longest);
    }
  }

  /** The delay after {@code failures} failures in a row, 1 or more. */
  Duration after(int failures, RandomGenerator random) {
    long bound = first.toNanos() << Math.min(failures - 1, 20);
    return Duration.ofNanos(random.nextLong(Math.min(bound, longest.toNanos()) + 1));
  }
}
