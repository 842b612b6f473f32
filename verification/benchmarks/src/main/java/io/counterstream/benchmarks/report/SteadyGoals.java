package io.counterstream.benchmarks.report;

import io.counterstream.benchmarks.report.SteadyRow.Phase;
import io.counterstream.benchmarks.report.SteadyRow.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The goals of a steady load: ratios within one run, and counts. */
public final class SteadyGoals {
  private static final String OURS = "counterstream";
  private static final String ROUND_TRIP = "round-trip";
  private static final String BLOCKING = "blocking";

  /** At lower rates, a commit for each command is right. */
  private static final int SHARED_COMMITS_FROM = 200;

  private static final double LINGER_SECONDS = 0.01;

  private final SteadyResults results;
  private final int threads;
  private final List<Goal> goals = new ArrayList<>();

  private SteadyGoals(SteadyResults results, int threads) {
    this.results = results;
    this.threads = threads;
  }

  /**
   * Returns the goals of everything that was measured.
   *
   * @param results the measurements
   * @param threads the stream threads, each of which commits by itself
   */
  public static List<Goal> of(SteadyResults results, int threads) {
    SteadyGoals goals = new SteadyGoals(results, threads);
    results.rows().stream()
        .filter(row -> row.contender().equals(OURS))
        .forEach(row -> goals.add(row.place()));
    return goals.goals;
  }

  private void add(Place place) {
    if (place.perSecond() == 0) {
      goals.add(Goal.atMost(0.03, place.label() + ", cores", ours(place, SteadyFigure.CORES)));
    } else if (place.phase() == Phase.COLD) {
      Place warm = new Place(place.tableLatencyMillis(), Phase.WARM, place.perSecond());
      goals.add(Goal.atMost(
          5,
          place.label() + ", p50, × warm",
          SteadyResults.ratio(
              ours(place, SteadyFigure.P50_MILLIS), ours(warm, SteadyFigure.P50_MILLIS))));
    } else {
      times(1.2, place, "p50", SteadyFigure.P50_MILLIS, ROUND_TRIP);
      times(1.5, place, "p99", SteadyFigure.P99_MILLIS, ROUND_TRIP);
      times(1.3, place, "CPU", SteadyFigure.CPU_MILLIS, BLOCKING);
      commits(place);
    }
  }

  private void times(double wanted, Place place, String what, SteadyFigure figure, String other) {
    goals.add(Goal.atMost(
        wanted,
        place.label() + ", " + what + ", × " + other,
        SteadyResults.ratio(ours(place, figure), results.figure(place, other, figure))));
  }

  /** A commit takes the first command and those that arrive while it lingers. */
  private void commits(Place place) {
    if (place.perSecond() >= SHARED_COMMITS_FROM) {
      double perThread = (double) place.perSecond() / threads;
      goals.add(Goal.atMost(
              1 / (1 + perThread * LINGER_SECONDS),
              place.label() + ", commits per command",
              ours(place, SteadyFigure.COMMITS))
          .because("a lingering of 10 ms"));
    }
  }

  private Optional<Double> ours(Place place, SteadyFigure figure) {
    return results.figure(place, OURS, figure);
  }
}
