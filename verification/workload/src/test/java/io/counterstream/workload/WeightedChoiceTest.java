package io.counterstream.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Choosing by weight. */
class WeightedChoiceTest {
  private static final int DRAWS = 100_000;

  @Test
  void choosesEachAsOftenAsItsWeightSays() {
    double[] shares = shares(new WeightedChoice(4, i -> new double[] {1, 0, 3, 4}[i]), 4);
    assertThat(shares).containsExactly(new double[] {0.125, 0, 0.375, 0.5}, within(0.01));
  }

  @Test
  void followsZipfsLaw() {
    double[] shares = shares(WeightedChoice.zipf(100, 1), 100);
    assertThat(shares[0] / shares[9]).isCloseTo(10, within(1.5));
    assertThat(shares[99]).isPositive();
  }

  private static double[] shares(WeightedChoice choice, int count) {
    SplittableRandom random = new SplittableRandom(7);
    double[] shares = new double[count];
    for (int i = 0; i < DRAWS; i++) {
      shares[choice.next(random)] += 1.0 / DRAWS;
    }
    return shares;
  }
}
