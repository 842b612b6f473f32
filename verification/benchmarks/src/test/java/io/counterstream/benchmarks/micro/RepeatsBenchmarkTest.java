package io.counterstream.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is measured is what is meant: a full window, and no command in it twice. */
final class RepeatsBenchmarkTest {
  @ParameterizedTest
  @CsvSource({"hot, 0", "hot, 10000", "zipf, 10000"})
  void comparesWithAFullWindowThatHasNoRepeat(String scenario, int window) {
    RepeatsBenchmark benchmark = new RepeatsBenchmark();
    benchmark.scenario = scenario;
    benchmark.window = window;
    benchmark.prepare();
    for (int i = 0; i < 15; i++) {
      assertThat(benchmark.judge()).isZero();
      assertThat(benchmark.remembered()).isEqualTo(window);
    }
  }
}
