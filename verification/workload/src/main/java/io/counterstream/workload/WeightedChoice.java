package io.counterstream.workload;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** A random choice among things, each with a probability in proportion to its weight. */
public final class WeightedChoice {
  private final double[] sums;

  /** Chooses among {@code count} things with these weights, 0 or more. */
  public WeightedChoice(int count, IntToDoubleFunction weight) {
    sums = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weight.applyAsDouble(i);
      sums[i] = sum;
    }
  }

  /** Chooses by Zipf's law: the n-th thing has the weight 1 / n<sup>exponent</sup>. */
  public static WeightedChoice zipf(int count, double exponent) {
    return new WeightedChoice(count, i -> 1 / Math.pow(i + 1, exponent));
  }

  /** Returns the index of the next choice. */
  public int next(RandomGenerator random) {
    double point = random.nextDouble() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, point);
    // A point that equals a sum belongs to the thing after it.
    int index = found < 0 ? -found - 1 : found + 1;
    return Math.min(index, sums.length - 1);
  }
}
