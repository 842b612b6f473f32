package io.counterstream.benchmarks.report;

import java.util.Optional;

/**
 * A goal for one figure.
 *
 * @param what the figure
 * @param bound which side of {@code wanted} meets the goal
 * @param wanted the bound
 * @param measured the figure of this run; empty if it was not measured
 * @param note an explanation; may be empty
 */
public record Goal(
    String what, Bound bound, double wanted, Optional<Double> measured, String note) {
  /** The side of the bound that meets a goal. */
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

  /** Whether the goal is met, to three digits; empty if it was not measured. */
  public Optional<Boolean> isMet() {
    return measured.map(value -> bound == Bound.AT_LEAST
        ? value >= wanted * (1 - ROUNDING)
        : value <= wanted * (1 + ROUNDING));
  }

  private static final double ROUNDING = 0.0005;
}
