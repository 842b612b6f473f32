package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Contender;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What {@code bench steady} measures, and for how long.
 *
 * @param rates commands per second; 0 for an idle contender
 * @param contenders the contenders that are compared
 * @param tableLatencies the latencies added in front of the table
 * @param cold how long a new JVM is measured; zero: not at all
 * @param warmUp the warm-up of each contender
 * @param warm how long each rate is measured after the warm-up; zero: not at all
 * @param grace how long after the last command its outcome may arrive; a contender that takes
 *     longer does not keep up
 * @param partitions the partitions of each topic
 * @param seed the seed of the commands
 */
record SteadyPlan(
    List<Integer> rates,
    List<Contender> contenders,
    List<Duration> tableLatencies,
    Duration cold,
    Duration warmUp,
    Duration warm,
    Duration grace,
    int partitions,
    long seed) {
  /** Few, so that most counters are in memory, as they are at a low rate. */
  static final int COUNTERS = 100;

  /** Sorts the rates: a contender that can't keep up is not asked for more. */
  SteadyPlan {
    rates = rates.stream().distinct().sorted().toList();
    contenders = contenders.stream().distinct().toList();
    tableLatencies = tableLatencies.stream().distinct().sorted().toList();
    if (rates.stream().anyMatch(rate -> rate < 0)
        || tableLatencies.stream().anyMatch(Duration::isNegative)) {
      throw new IllegalArgumentException("--rates and --table-latency must be 0 or more, were "
          + rates + " and " + tableLatencies.stream().map(Duration::toMillis).toList());
    }
    if (cold.isNegative() || warmUp.isNegative() || warm.isNegative()) {
      throw new IllegalArgumentException(
          "--cold-seconds, --warm-up and --seconds must be 0 or more, were " + cold.toSeconds()
              + ", " + warmUp.toSeconds() + " and " + warm.toSeconds());
    }
    if (cold.isZero() && warm.isZero()) {
      throw new IllegalArgumentException(
          "--cold-seconds and --seconds are both 0: nothing would be measured");
    }
    for (Contender contender : contenders) {
      if (!contender.isStreaming()) {
        throw new IllegalArgumentException(
            "--contenders: " + contender.label() + " takes no commands from a topic");
      }
    }
  }

  /** Returns a line about the machine and this plan, for those who quote the figures. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%s; cold: %d s from the first outcome of a new JVM; warm: %d s after %d s of warm-up;"
            + " zipf over %d counters, %d partitions, seed %d%n",
        Plan.machine(),
        cold.toSeconds(),
        warm.toSeconds(),
        warmUp.toSeconds(),
        COUNTERS,
        partitions,
        seed);
  }
}
