package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.report.Results;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A warm-up, and scenarios with one processor and with two. */
final class BenchWarmUpIT {
  @RegisterExtension
  static final QuickSessions SESSIONS = new QuickSessions();

  @Test
  void measuresOneProcessorAndTwoInTurnAfterAWarmUp() throws InterruptedException {
    Plan plan =
        Plan.QUICK.with(Optional.empty(), Optional.empty(), Optional.of(Duration.ofSeconds(2)), 1);
    Set<String> both = Set.of("zipf", "two-processors");
    Results results =
        SESSIONS.measure(plan, Set.of(Contender.COUNTERSTREAM), both, Duration.ofMillis(5));
    for (String each : both) {
      assertThat(results.of(each, 5, "counterstream")).as(each).hasSize(1);
    }
  }
}
