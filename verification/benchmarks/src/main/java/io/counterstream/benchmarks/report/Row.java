package io.counterstream.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * One contender in one scenario.
 *
 * @param scenario the scenario's name
 * @param counters how many counters there were
 * @param tableLatencyMillis put in front of the table
 * @param contender the contender's name
 * @param samples its repetitions
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

  /** The repetitions of one figure; empty if it was not measured. */
  public Optional<Spread> spread(Metric metric) {
    return Spread.of(samples.stream()
        .filter(sample -> sample.values().containsKey(metric))
        .mapToDouble(sample -> sample.values().get(metric))
        .toArray());
  }

  /** The median of one figure; empty if it was not measured. */
  public Optional<Double> median(Metric metric) {
    return spread(metric).map(Spread::median);
  }
}
