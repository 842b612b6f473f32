package counterstream.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a warm-up is long enough. */
final class RehearsalsTest {
  @Test
  void goOnUntilTwoInARowAreHardlyFaster() {
    Rehearsals rehearsals = new Rehearsals(12);
    for (double perSecond : new double[] {1300, 4100, 4100, 6000, 11_000, 11_300}) {
      rehearsals.add(perSecond);
      assertThat(rehearsals.wantsMore()).as("after %s", perSecond).isTrue();
    }
    rehearsals.add(11_900);
    assertThat(rehearsals.isFlat()).isTrue();
    assertThat(rehearsals.wantsMore()).isFalse();
  }

  @Test
  void endWithoutBeingFlat() {
    Rehearsals rehearsals = new Rehearsals(3);
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
    Rehearsals rehearsals = new Rehearsals(12);
    rehearsals.add(0);
    rehearsals.add(0);
    assertThat(rehearsals.wantsMore()).isFalse();
  }
}
