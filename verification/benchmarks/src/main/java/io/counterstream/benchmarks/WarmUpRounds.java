package io.counterstream.benchmarks;

/**
 * Repetitions that are not reported: they end when two in a row are at most a tenth faster than the
 * reference, which is the last round that was more than a tenth faster than the reference before.
 */
final class WarmUpRounds {
  private static final int FLAT = 2;
  private static final double HARDLY = 1.1;

  private final int max;
  private int done;
  private int flat;
  private double reference;

  /** Allows at most {@code max} rounds. */
  WarmUpRounds(int max) {
    this.max = max;
  }

  /** Whether another round is needed. */
  boolean wantsMore() {
    return done < max && !isFlat();
  }

  /** Whether the throughput has stopped growing. */
  boolean isFlat() {
    return flat >= FLAT;
  }

  /** Returns the number of rounds so far. */
  int done() {
    return done;
  }

  /** Adds a round; 0 if it had no throughput. */
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
