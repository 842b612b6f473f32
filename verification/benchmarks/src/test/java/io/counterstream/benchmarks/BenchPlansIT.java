package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.report.Metric;
import io.counterstream.benchmarks.report.Results;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The processor in scenarios that compare: two sizes, a warm-up, one processor and two. */
final class BenchPlansIT {
  private static final int COMMANDS = Plan.QUICK.commandsMax();

  @RegisterExtension
  static final QuickSessions SESSIONS = new QuickSessions();

  @Test
  void measuresTwoSizesInTurn() throws InterruptedException {
    Results results = SESSIONS.measure(
        Plan.QUICK, Set.of(Contender.COUNTERSTREAM), Set.of("growth"), Duration.ZERO);
    assertThat(results.of("growth", 0, "counterstream")).hasSize(2);
    assertThat(results.median("growth", 0, "counterstream", Metric.WRITE_UNITS))
        // More than 1 if some were in flight in a rebalance.
        .hasValueSatisfying(units -> assertThat(units).isBetween(1.0 / COMMANDS, 2.0));
  }

  @Test
  void measuresOneProcessorAndTwoInTurnAfterAWarmUp() throws InterruptedException {
    Plan plan = Plan.QUICK.with(
        Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(2)), Optional.empty());
    Set<String> both = Set.of("zipf", "two-processors");
    Results results =
        SESSIONS.measure(plan, Set.of(Contender.COUNTERSTREAM), both, Duration.ofMillis(5));
    for (String each : both) {
      assertThat(results.of(each, 5, "counterstream")).as(each).hasSize(1);
    }
  }
}
