package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When the warm-up rounds end. */
final class WarmUpRoundsTest {
  @Test
  void continueUntilTwoInARowAreHardlyFaster() {
    WarmUpRounds rounds = new WarmUpRounds(12);
    for (double perSecond : new double[] {1300, 4100, 4100, 6000, 11_000, 11_300}) {
      rounds.add(perSecond);
      assertThat(rounds.wantsMore()).as("after %s", perSecond).isTrue();
    }
    rounds.add(11_900);
    assertThat(rounds.isFlat()).isTrue();
    assertThat(rounds.wantsMore()).isFalse();
  }

  @Test
  void continueWhileSmallStepsAddUp() {
    WarmUpRounds rounds = new WarmUpRounds(12);
    rounds.add(1000);
    rounds.add(1080);
    rounds.add(1160);
    assertThat(rounds.isFlat()).as("1160 is more than a tenth above 1000").isFalse();
    rounds.add(1200);
    rounds.add(1100);
    assertThat(rounds.isFlat()).isTrue();
  }

  @Test
  void endWithoutBeingFlat() {
    WarmUpRounds rounds = new WarmUpRounds(3);
    rounds.add(1);
    rounds.add(2);
    assertThat(rounds.wantsMore()).isTrue();
    rounds.add(3);
    assertThat(rounds.wantsMore()).isFalse();
    assertThat(rounds.isFlat()).isFalse();
    assertThat(rounds.done()).isEqualTo(3);
  }

  @Test
  void areFewWithoutAThroughput() {
    WarmUpRounds rounds = new WarmUpRounds(12);
    rounds.add(0);
    rounds.add(0);
    assertThat(rounds.wantsMore()).isFalse();
  }
}
