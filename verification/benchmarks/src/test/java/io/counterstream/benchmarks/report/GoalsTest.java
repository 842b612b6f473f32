package io.counterstream.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The goals: which figures they compare, and when they are met. */
final class GoalsTest {
  @Test
  void comparesMedians() {
    Goal goal = goal(
        "hot, table as it is, × blocking",
        Figures.row("hot", 0, "counterstream", 50_000, 60_000, 10),
        Figures.row("hot", 0, "blocking", 1900, 2000, 9000));
    assertThat(goal.measured()).contains(25.0);
    assertThat(goal.isMet()).contains(true);
  }

  @Test
  void saysWhenAGoalIsNotMet() {
    Goal goal = goal(
        "cold, 5 ms, × table-limit",
        Figures.row("cold", 5, "counterstream", 890),
        Figures.row("cold", 5, "table-limit", 1000));
    assertThat(goal.isMet()).contains(false);
  }

  @Test
  void leavesOpenWhatWasNotMeasured() {
    List<Goal> goals = Goals.of(new Results(List.of()));
    assertThat(goals).hasSizeGreaterThan(15).allMatch(goal -> goal.isMet().isEmpty());
  }

  @Test
  void comparesTheFewestAndTheMostCounters() {
    Row few = Figures.sized(Figures.row("growth", 5, "counterstream", 4000), 1000);
    Row many = Figures.sized(Figures.row("growth", 5, "counterstream", 2000), 1_000_000);
    Goal time =
        goal("growth from 1,000 to 1,000,000 counters, 5 ms, × the time per command", few, many);
    assertThat(time.measured()).contains(2.0);
    assertThat(time.isMet()).contains(false);
    Goal cpu = goal(
        "growth from 1,000 to 1,000,000 counters, 5 ms, × the CPU per command",
        Figures.with(few, Metric.CPU_MICROS, 400),
        Figures.with(many, Metric.CPU_MICROS, 500));
    assertThat(cpu.measured()).contains(1.25);
    assertThat(cpu.isMet()).contains(false);
    Goal requests = goal(
        "growth from 1,000 to 1,000,000 counters, 5 ms, × the requests per command",
        Figures.with(few, Metric.TABLE_REQUESTS, 1),
        Figures.with(many, Metric.TABLE_REQUESTS, 1.1));
    assertThat(requests.isMet()).contains(true);
  }

  @Test
  void countsWritesWithoutReads() {
    Row cold = Figures.with(
        Figures.with(Figures.row("cold", 0, "counterstream", 1), Metric.TABLE_REQUESTS, 2),
        Metric.TABLE_READS,
        1);
    assertThat(goal("cold, write requests per command", cold).isMet()).contains(true);
    assertThat(goal("cold, reads per command", cold).isMet()).contains(false);
  }

  @Test
  void reportsTheSaturationWithTwoProcessors() {
    Goal goal = goal(
        "zipf, 5 ms, two processors, × one",
        Figures.row("zipf", 5, "counterstream", 10_000),
        Figures.with(Figures.row("zipf", 5, "table-limit", 4000), Metric.TABLE_REQUESTS, 1),
        Figures.with(
            Figures.with(
                Figures.row("two-processors", 5, "counterstream", 12_000),
                Metric.TABLE_REQUESTS,
                0.3),
            Metric.MACHINE_LOAD,
            0.97));
    assertThat(goal.measured()).contains(1.2);
    assertThat(goal.note())
        .isEqualTo("97 % of the machine's CPU in use; the table took 3,600 requests/s;"
            + " table-limit 4,000");
  }

  private static Goal goal(String what, Row... rows) {
    return Goals.of(new Results(List.of(rows))).stream()
        .filter(goal -> goal.what().equals(what))
        .findFirst()
        .orElseThrow();
  }
}
