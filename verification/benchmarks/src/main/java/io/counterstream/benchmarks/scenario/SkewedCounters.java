package io.counterstream.benchmarks.scenario;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Counters by Zipf's law with exponent 1: the one of rank k is wanted 1/k times as often. */
final class SkewedCounters implements CommandSource {
  private final SplittableRandom random;
  private final double[] upTo;
  private long index;

  SkewedCounters(int counters, SplittableRandom random) {
    this.random = random;
    upTo = new double[counters];
    double sum = 0;
    for (int rank = 0; rank < counters; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
  }

  @Override
  public IncrementCommand next() {
    double drawn = random.nextDouble(upTo[upTo.length - 1]);
    int found = Arrays.binarySearch(upTo, drawn);
    int rank = found < 0 ? -found - 1 : found + 1;
    return new IncrementCommand(
        CommandSource.id(index++), "z" + rank, OneCounter.delta(random), Expectation.ANY);
  }
}
