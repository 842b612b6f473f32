package io.counterstream.benchmarks.report;

import java.util.EnumMap;
import java.util.Map;

/**
 * One repetition.
 *
 * @param values what was measured; what was not is missing
 */
public record Sample(Map<Metric, Double> values) {
  /** Copies the values and leaves out those that are no numbers. */
  public Sample {
    Map<Metric, Double> numbers = new EnumMap<>(Metric.class);
    values.forEach((metric, value) -> {
      if (Double.isFinite(value)) {
        numbers.put(metric, value);
      }
    });
    values = Map.copyOf(numbers);
  }
}
