package io.counterstream.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.CounterstreamStart;
import io.counterstream.benchmarks.report.Event;
import io.counterstream.benchmarks.report.HandoverResults;
import io.counterstream.benchmarks.report.Metric;
import io.counterstream.benchmarks.report.Results;
import io.counterstream.benchmarks.report.Row;
import io.counterstream.benchmarks.report.SteadyFigure;
import io.counterstream.benchmarks.report.SteadyResults;
import io.counterstream.benchmarks.report.SteadyRow;
import io.counterstream.benchmarks.report.SteadyRow.Phase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every contender once, with few commands. Asserts that all outcomes were received and correct,
 * which the run itself checks, and what was counted; never a time.
 */
final class BenchIT {
  private static final int COMMANDS = Plan.QUICK.commandsMax();

  @RegisterExtension
  static final QuickSessions SESSIONS = new QuickSessions();

  @Test
  void measuresEveryContender() throws InterruptedException {
    Set<Contender> all = EnumSet.allOf(Contender.class);
    Results results =
        SESSIONS.measure(Plan.QUICK, all, Set.of("contended", "latency"), Duration.ZERO);
    assertThat(results.rows())
        .extracting(Row::contender)
        .contains(all.stream().map(Contender::label).toArray(String[]::new));
    for (String each : List.of("blocking", "parallel-consumer", "table-limit")) {
      assertThat(requests(results, "contended", each)).as(each).isEqualTo(1);
    }
    assertThat(requests(results, "contended", "stream-limit")).isZero();
    assertThat(requests(results, "contended", "counterstream"))
        .as("commands that wait share a put")
        .isGreaterThan(0)
        .isLessThan(1);
    assertThat(Duration.ofMillis(results
            .median("latency", 0, "counterstream", Metric.P50_MILLIS)
            .orElseThrow()
            .longValue()))
        .isPositive();
  }

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
  void measuresASteadyLoadColdAndWarm() throws InterruptedException {
    Duration second = Duration.ofSeconds(1);
    SteadyResults results = SESSIONS.measure(new SteadyPlan(
        List.of(0, 100),
        List.of(Contender.COUNTERSTREAM),
        List.of(Duration.ZERO),
        second,
        Duration.ZERO,
        second,
        Duration.ofMinutes(1),
        Plan.QUICK.partitions(),
        1));
    assertThat(results.rows())
        .extracting(row -> row.place().phase(), row -> row.place().perSecond())
        .containsExactly(tuple(Phase.COLD, 100), tuple(Phase.WARM, 0), tuple(Phase.WARM, 100));
    for (SteadyRow row : results.rows()) {
      assertThat(row.keepsUp()).isTrue();
      assertThat(row.figure(SteadyFigure.CORES)).hasValueSatisfying(BenchIT::isPositive);
      if (row.place().perSecond() > 0) {
        assertThat(row.figures()).containsOnlyKeys(SteadyFigure.values());
        assertThat(row.figures().get(SteadyFigure.PUTS)).isBetween(0.01, 1.0);
        assertThat(row.figures().get(SteadyFigure.TRANSACTIONS))
            .isBetween(0.01, row.figures().get(SteadyFigure.COMMITS));
        assertThat(row.figures().get(SteadyFigure.CPU_MILLIS)).satisfies(BenchIT::isPositive);
      }
    }
  }

  @Test
  void measuresAHandover() throws InterruptedException {
    HandoverResults results = SESSIONS.measure(new HandoverPlan(
        List.of(Event.SIGTERM),
        List.of(100),
        List.of(Contender.COUNTERSTREAM),
        Duration.ZERO,
        Duration.ofSeconds(1),
        CounterstreamStart.session(),
        Plan.QUICK.partitions(),
        1));
    assertThat(results.rows()).singleElement().satisfies(row -> {
      isPositive(row.medianMillis());
      assertThat(row.longestMillis()).isBetween(row.medianMillis(), row.longestWaitMillis());
    });
  }

  private static void isPositive(double figure) {
    assertThat(figure).isPositive();
  }

  private static double requests(Results results, String scenario, String contender) {
    return results.median(scenario, 0, contender, Metric.TABLE_REQUESTS).orElseThrow();
  }
}
