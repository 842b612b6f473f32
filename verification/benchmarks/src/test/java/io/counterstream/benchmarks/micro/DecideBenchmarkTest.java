package io.counterstream.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.core.Actions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured is what is meant: every command decided, and nothing left to do. */
final class DecideBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"hot", "chain", "contended"})
  void decidesAllCommands(String scenario) {
    DecideBenchmark benchmark = new DecideBenchmark();
    benchmark.scenario = scenario;
    benchmark.prepare();
    assertDone(benchmark.batched(), 1000);
    assertDone(benchmark.alone(), 1);
  }

  private static void assertDone(Actions last, int decisions) {
    assertThat(last.decisions()).hasSize(decisions).allMatch(Actions.Decided.class::isInstance);
    assertThat(last.next()).isEqualTo(Actions.Next.NOTHING);
  }
}
