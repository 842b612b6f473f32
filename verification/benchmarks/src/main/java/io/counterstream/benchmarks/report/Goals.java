package io.counterstream.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The goals: ratios of medians of one run, so that they depend little on the machine. */
public final class Goals {
  private static final String OURS = "counterstream";
  private static final String BLOCKING = "blocking";
  private static final String TABLE = "table-limit";
  private static final String STREAM = "stream-limit";
  private static final long AS_IS = 0;
  private static final long FAR = 5;
  private static final double HEAP_MEGABYTES_MAX = 256;

  private final Results results;
  private final List<Goal> goals = new ArrayList<>();

  private Goals(Results results) {
    this.results = results;
  }

  /** Returns all goals, with the figures that the results contain. */
  public static List<Goal> of(Results results) {
    Goals goals = new Goals(results);
    goals.throughput();
    goals.latency();
    goals.growth();
    goals.tableCost();
    goals.secondProcessor();
    return goals.goals;
  }

  private void throughput() {
    for (String scenario : List.of("hot", "chain")) {
      times(25, scenario, AS_IS, BLOCKING);
      times(0.4, scenario, AS_IS, STREAM);
    }
    times(200, "hot", FAR, BLOCKING);
    times(50, "zipf", FAR, BLOCKING);
    times(4, "zipf", FAR, "parallel-consumer");
    times(0.9, "cold", AS_IS, TABLE);
    times(0.9, "cold", FAR, TABLE);
    times(20, "cold", FAR, BLOCKING);
  }

  private void times(double wanted, String scenario, long latency, String other) {
    goals.add(Goal.atLeast(
        wanted,
        scenario + place(latency) + ", × " + other,
        ratio(
            results.median(scenario, latency, OURS, Metric.COMMANDS_PER_SECOND),
            results.median(scenario, latency, other, Metric.COMMANDS_PER_SECOND))));
  }

  private void latency() {
    for (long latency : new long[] {AS_IS, FAR}) {
      goals.add(Goal.atMost(
          1.3,
          "p50 at 50 commands/s" + place(latency) + ", × an empty round trip with one put",
          ratio(
              results.median("latency", latency, OURS, Metric.P50_MILLIS),
              results.median("latency", latency, "round-trip", Metric.P50_MILLIS))));
    }
  }

  private void growth() {
    for (long latency : new long[] {AS_IS, FAR}) {
      List<Row> sizes = results.of("growth", latency, OURS);
      if (sizes.size() < 2) {
        goals.add(Goal.atMost(1.2, "growth" + place(latency), Optional.empty()));
        continue;
      }
      Row few = sizes.get(0);
      Row many = sizes.get(sizes.size() - 1);
      String what = String.format(
          Locale.ROOT, "growth from %,d to %,d counters", few.counters(), many.counters());
      goals.add(Goal.atMost(
          1.2,
          what + place(latency) + ", × the time per command",
          ratio(few.median(Metric.COMMANDS_PER_SECOND), many.median(Metric.COMMANDS_PER_SECOND))));
      goals.add(Goal.atMost(
          1.2,
          what + place(latency) + ", × the CPU per command",
          ratio(many.median(Metric.CPU_MICROS), few.median(Metric.CPU_MICROS))));
      goals.add(Goal.atMost(
          1.2,
          what + place(latency) + ", × the requests per command",
          ratio(many.median(Metric.TABLE_REQUESTS), few.median(Metric.TABLE_REQUESTS))));
      goals.add(Goal.atMost(
          HEAP_MEGABYTES_MAX,
          what + place(latency) + ", heap in MB",
          many.median(Metric.HEAP_MEGABYTES)));
    }
  }

  private void tableCost() {
    Optional<Double> reads = results.median("cold", AS_IS, OURS, Metric.TABLE_READS);
    Optional<Double> requests = results.median("cold", AS_IS, OURS, Metric.TABLE_REQUESTS);
    goals.add(Goal.atMost(1, "cold, write requests per command", difference(requests, reads)));
    goals.add(Goal.atMost(0, "cold, reads per command", reads));
    goals.add(Goal.atMost(
        0.02,
        "hot, write requests per command",
        difference(
            results.median("hot", AS_IS, OURS, Metric.TABLE_REQUESTS),
            results.median("hot", AS_IS, OURS, Metric.TABLE_READS))));
    for (String scenario : List.of("hot", "chain")) {
      goals.add(Goal.atMost(
          3,
          scenario + ", journal bytes per command",
          results.median(scenario, AS_IS, OURS, Metric.JOURNAL_BYTES)));
    }
  }

  private void secondProcessor() {
    goals.add(Goal.atLeast(
            1.8,
            "zipf, 5 ms, two processors, × one",
            ratio(
                results.median("two-processors", FAR, OURS, Metric.COMMANDS_PER_SECOND),
                results.median("zipf", FAR, OURS, Metric.COMMANDS_PER_SECOND)))
        .because(saturated()));
  }

  /** Returns how saturated the table and the machine were. */
  private String saturated() {
    List<String> found = new ArrayList<>();
    results
        .median("two-processors", FAR, OURS, Metric.MACHINE_LOAD)
        .ifPresent(load -> found.add(
            String.format(Locale.ROOT, "%.0f %% of the machine's CPU in use", 100 * load)));
    Optional<Double> both = writesPerSecond("two-processors", OURS);
    Optional<Double> limit = writesPerSecond("zipf", TABLE);
    if (both.isPresent() && limit.isPresent()) {
      found.add(String.format(
          Locale.ROOT,
          "the table took %,.0f requests/s; table-limit %,.0f",
          both.get(),
          limit.get()));
    }
    return String.join("; ", found);
  }

  private Optional<Double> writesPerSecond(String scenario, String contender) {
    return results
        .median(scenario, FAR, contender, Metric.COMMANDS_PER_SECOND)
        .flatMap(commands -> results
            .median(scenario, FAR, contender, Metric.TABLE_REQUESTS)
            .map(requests -> commands * requests));
  }

  private static String place(long latencyMillis) {
    return latencyMillis == 0 ? ", table as it is" : ", " + latencyMillis + " ms";
  }

  private static Optional<Double> ratio(Optional<Double> top, Optional<Double> bottom) {
    return top.flatMap(value -> bottom.filter(by -> by != 0).map(by -> value / by));
  }

  private static Optional<Double> difference(Optional<Double> all, Optional<Double> part) {
    return all.flatMap(value -> part.map(less -> value - less));
  }
}
