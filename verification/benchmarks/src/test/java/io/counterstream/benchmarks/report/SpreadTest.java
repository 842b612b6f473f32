package io.counterstream.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Medians and how far the repetitions lie from them. */
final class SpreadTest {
  @Test
  void takesTheMiddleOfAnOddNumber() {
    assertThat(Spread.of(9, 1, 4)).contains(new Spread(4, 1, 9));
  }

  @Test
  void takesTheMeanOfTheTwoInTheMiddle() {
    assertThat(Spread.of(9, 1, 4, 2)).contains(new Spread(3, 1, 9));
  }

  @Test
  void isEmptyWithoutFigures() {
    assertThat(Spread.of()).isEmpty();
  }

  @Test
  void measuresTheFartherSide() {
    assertThat(new Spread(4, 3, 6).relative()).isEqualTo(0.5);
    assertThat(new Spread(0, 0, 0).relative()).isZero();
  }
}
