package io.counterstream.benchmarks.report;

import java.util.Arrays;
import java.util.Optional;

/**
 * The repetitions of one figure.
 *
 * @param median the middle one, or the mean of the two in the middle
 * @param least the least
 * @param most the greatest
 */
public record Spread(double median, double least, double most) {
  /** Of these figures; empty if there is none. */
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

  /** How far the figures lie from the median at most, as a part of it. */
  public double relative() {
    return median == 0 ? 0 : Math.max(most - median, median - least) / median;
  }
}
