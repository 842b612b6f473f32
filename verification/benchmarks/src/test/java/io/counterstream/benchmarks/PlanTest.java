package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How much is done, and which part of it is timed. */
final class PlanTest {
  @Test
  void timesTheMiddleHalfOfADrain() {
    int commands = Plan.FULL.commandsFor(1000);
    assertThat(commands).isEqualTo(20_000);
    assertThat(Plan.timedFrom(commands)).isEqualTo(5000);
    assertThat(Plan.timedTo(commands)).isEqualTo(15_000);
  }

  @Test
  void doesSomethingWhateverTheWarmUpSaid() {
    assertThat(Plan.FULL.commandsFor(Double.NaN)).isEqualTo(200);
    assertThat(Plan.FULL.commandsFor(1e9)).isEqualTo(Plan.FULL.commandsMax());
  }
}
