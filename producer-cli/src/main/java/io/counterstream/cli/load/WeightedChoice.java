package io.counterstream.cli.load;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;

/** Chooses one of a number of things, each as often as its weight says. */
final class WeightedChoice {
  private final double[] sums;

  /** Of {@code count} things with these weights, 0 or more. */
  WeightedChoice(int count, IntToDoubleFunction weight) {
    sums = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weight.applyAsDouble(i);
      sums[i] = sum;
    }
  }

  /** The index of the next one. */
  int next(RandomGenerator random) {
    double point = random.nextDouble() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, point);
    // A point that is a sum itself belongs to what lies behind it.
    int index = found < 0 ? -found - 1 : found + 1;
    return Math.min(index, sums.length - 1);
  }
}
