package io.counterstream.benchmarks;

/**
 * Repetitions that don't count: as many as it takes until two in a row are at most a tenth faster
 * than the last one that was more than that. One may be slow for another reason, and the next one
 * much faster.
 */
final class WarmUpRounds {
  private static final int FLAT = 2;
  private static final double HARDLY = 1.1;

  private final int max;
  private int done;
  private int flat;
  private double reference;

  /** Of which there are {@code max} at most. */
  WarmUpRounds(int max) {
    this.max = max;
  }

  /** Whether there should be another one. */
  boolean wantsMore() {
    return done < max && !isFlat();
  }

  /** Whether it hardly gets faster any more. */
  boolean isFlat() {
    return flat >= FLAT;
  }

  /** How many there were. */
  int done() {
    return done;
  }

  /** There was one; 0 if it came to no rate. */
  void add(double perSecond) {
    done++;
    if (perSecond > HARDLY * reference) {
      reference = perSecond;
      flat = 0;
    } else {
      flat++;
    }
  }
}
