package io.counterstream.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * The measurements of one contender in one scenario.
 *
 * @param scenario the scenario's name
 * @param counters the number of counters
 * @param tableLatencyMillis the latency added in front of the table
 * @param contender the contender's name
 * @param samples the repetitions
 */
public record Row(
    String scenario,
    long counters,
    long tableLatencyMillis,
    String contender,
    List<Sample> samples) {
  /** Copies the list. */
  public Row {
    samples = List.copyOf(samples);
  }

  /** Returns the spread of one figure; empty if it was not measured. */
  public Optional<Spread> spread(Metric metric) {
    return Spread.of(samples.stream()
        .filter(sample -> sample.values().containsKey(metric))
        .mapToDouble(sample -> sample.values().get(metric))
        .toArray());
  }

  /** Returns the median of one figure; empty if it was not measured. */
  public Optional<Double> median(Metric metric) {
    return spread(metric).map(Spread::median);
  }
}
