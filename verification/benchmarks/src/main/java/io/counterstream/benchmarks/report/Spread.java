package io.counterstream.benchmarks.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * The spread of one figure over the repetitions.
 *
 * @param median the median
 * @param least the minimum
 * @param most the maximum
 */
public record Spread(double median, double least, double most) {
  /** Returns the spread of these figures; empty if there is none. */
  public static Optional<Spread> of(double... figures) {
    if (figures.length == 0) {
      return Optional.empty();
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return Optional.of(new Spread(median, sorted[0], sorted[sorted.length - 1]));
  }

  /** Returns the largest distance from the median, relative to it. */
  public double relative() {
    return median == 0 ? 0 : Math.max(most - median, median - least) / median;
  }
}
