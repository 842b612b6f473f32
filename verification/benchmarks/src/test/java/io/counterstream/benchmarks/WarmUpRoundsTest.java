package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a warm-up is long enough. */
final class WarmUpRoundsTest {
  @Test
  void goOnUntilTwoInARowAreHardlyFaster() {
    WarmUpRounds rehearsals = new WarmUpRounds(12);
    for (double perSecond : new double[] {1300, 4100, 4100, 6000, 11_000, 11_300}) {
      rehearsals.add(perSecond);
      assertThat(rehearsals.wantsMore()).as("after %s", perSecond).isTrue();
    }
    rehearsals.add(11_900);
    assertThat(rehearsals.isFlat()).isTrue();
    assertThat(rehearsals.wantsMore()).isFalse();
  }

  @Test
  void goOnWhileSmallStepsAddUp() {
    WarmUpRounds rehearsals = new WarmUpRounds(12);
    rehearsals.add(1000);
    rehearsals.add(1080);
    rehearsals.add(1160);
    assertThat(rehearsals.isFlat()).as("1160 is more than a tenth above 1000").isFalse();
    rehearsals.add(1200);
    rehearsals.add(1100);
    assertThat(rehearsals.isFlat()).isTrue();
  }

  @Test
  void endWithoutBeingFlat() {
    WarmUpRounds rehearsals = new WarmUpRounds(3);
    rehearsals.add(1);
    rehearsals.add(2);
    assertThat(rehearsals.wantsMore()).isTrue();
    rehearsals.add(3);
    assertThat(rehearsals.wantsMore()).isFalse();
    assertThat(rehearsals.isFlat()).isFalse();
    assertThat(rehearsals.done()).isEqualTo(3);
  }

  @Test
  void ofWhatHasNoRateAreFew() {
    WarmUpRounds rehearsals = new WarmUpRounds(12);
    rehearsals.add(0);
    rehearsals.add(0);
    assertThat(rehearsals.wantsMore()).isFalse();
  }
}
