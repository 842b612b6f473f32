package io.counterstream.benchmarks.report;

import java.util.Optional;

/**
 * What a run should show.
 *
 * @param what the figure
 * @param bound which side of {@code wanted} is good
 * @param wanted the bound
 * @param measured the figure of this run; empty if what it needs was not measured
 * @param note what explains it, or nothing
 */
public record Goal(
    String what, Bound bound, double wanted, Optional<Double> measured, String note) {
  /** Which side is good. */
  public enum Bound {
    AT_LEAST,
    AT_MOST
  }

  static Goal atLeast(double wanted, String what, Optional<Double> measured) {
    return new Goal(what, Bound.AT_LEAST, wanted, measured, "");
  }

  static Goal atMost(double wanted, String what, Optional<Double> measured) {
    return new Goal(what, Bound.AT_MOST, wanted, measured, "");
  }

  Goal because(String explanation) {
    return new Goal(what, bound, wanted, measured, explanation);
  }

  /** Whether it is met, to three digits; empty if it was not measured. */
  public Optional<Boolean> isMet() {
    return measured.map(value -> bound == Bound.AT_LEAST
        ? value >= wanted * (1 - ROUNDING)
        : value <= wanted * (1 + ROUNDING));
  }

  private static final double ROUNDING = 0.0005;
}
