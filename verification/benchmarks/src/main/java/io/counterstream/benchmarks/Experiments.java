package io.counterstream.benchmarks;

import static io.counterstream.benchmarks.contender.Contender.BLOCKING;
import static io.counterstream.benchmarks.contender.Contender.COUNTERSTREAM;
import static io.counterstream.benchmarks.contender.Contender.PARALLEL_CONSUMER;
import static io.counterstream.benchmarks.contender.Contender.ROUND_TRIP;
import static io.counterstream.benchmarks.contender.Contender.STREAM_LIMIT;
import static io.counterstream.benchmarks.contender.Contender.TABLE_LIMIT;

import io.counterstream.benchmarks.Experiment.Kind;
import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All experiments, by the scenario names of the command line. */
final class Experiments {
  static final List<String> NAMES =
      List.of("hot", "chain", "contended", "zipf", "cold", "growth", "latency", "two-processors");

  private static final List<Duration> LATENCIES = List.of(Duration.ZERO, Duration.ofMillis(5));
  private static final List<Contender> ALL =
      List.of(COUNTERSTREAM, BLOCKING, PARALLEL_CONSUMER, TABLE_LIMIT, STREAM_LIMIT);

  /** Few, so that most counters are in memory, as they are at a low rate. */
  private static final int LATENCY_COUNTERS = 100;

  private Experiments() {}

  /** Returns the experiments of these scenarios, in the order of {@link #NAMES}; all if empty. */
  static List<Experiment> named(Set<String> names, Plan plan) {
    Set<String> unknown = new TreeSet<>(names);
    NAMES.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "scenario must be one of " + String.join(", ", NAMES) + ", was " + unknown);
    }
    List<Experiment> chosen = new ArrayList<>();
    for (String name : NAMES) {
      if (names.isEmpty() || names.contains(name)) {
        chosen.addAll(named(name, plan));
      }
    }
    return chosen;
  }

  private static List<Experiment> named(String name, Plan plan) {
    List<Experiment> found = new ArrayList<>();
    for (Duration latency : LATENCIES) {
      switch (name) {
        case "growth" -> found.addAll(growth(plan, latency));
        case "latency" ->
          found.add(new Experiment(
              name,
              Workload.of(Scenario.GROWTH, plan.seed()).over(LATENCY_COUNTERS, 0),
              latency,
              List.of(COUNTERSTREAM, ROUND_TRIP, TABLE_LIMIT),
              Kind.PACE));
        case "two-processors" -> {
          if (!latency.isZero()) {
            found.add(new Experiment(
                name,
                Workload.of(Scenario.ZIPF, plan.seed()),
                latency,
                List.of(COUNTERSTREAM),
                Kind.DRAIN_WITH_TWO));
          }
        }
        default ->
          found.add(new Experiment(
              name,
              Workload.of(Scenario.of(name), plan.seed()),
              latency,
              latency.isZero() ? ALL : writing(),
              Kind.DRAIN));
      }
    }
    return found;
  }

  /** Leaves out contenders without a table: its latency makes no difference to them. */
  private static List<Contender> writing() {
    return ALL.stream().filter(Contender::isWriting).toList();
  }

  private static List<Experiment> growth(Plan plan, Duration latency) {
    Workload few = Workload.of(Scenario.GROWTH, plan.seed());
    List<Experiment> sizes = new ArrayList<>();
    for (Workload size : List.of(few, few.over(plan.growthMost(), 0))) {
      sizes.add(new Experiment(
          "growth", size, latency, List.of(COUNTERSTREAM, TABLE_LIMIT), Kind.DRAIN_UNBATCHED));
    }
    return sizes;
  }
}
