package io.counterstream.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Quantiles of what took how long. */
final class LatenciesTest {
  @Test
  void leavesTheFirstFifthOut() {
    Latencies latencies = new Latencies(100);
    for (int i = 0; i < 100; i++) {
      latencies.sent(i, 0);
      latencies.answered(i, i < 20 ? 1_000_000_000L : (i - 19) * 1_000_000L);
    }
    assertThat(latencies.millis(0.5)).isEqualTo(40.0);
    assertThat(latencies.millis(0.99)).isEqualTo(80.0);
    assertThat(latencies.millis(1)).isEqualTo(80.0);
  }

  @Test
  void countsTheFirstAnswerOnly() {
    Latencies latencies = new Latencies(1);
    latencies.sent(0, 100);
    latencies.answered(0, 1_000_100);
    latencies.answered(0, 9_000_100);
    assertThat(latencies.millis(0.5)).isEqualTo(1.0);
  }

  @Test
  void hasNoFigureWithoutAnswers() {
    assertThat(new Latencies(10).millis(0.5)).isNaN();
  }
}
