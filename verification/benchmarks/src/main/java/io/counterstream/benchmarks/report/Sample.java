package io.counterstream.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one repetition.
 *
 * @param values the figures that were measured
 */
public record Sample(Map<Metric, Double> values) {
  /** Copies the values without those that are not finite. */
  public Sample {
    Map<Metric, Double> numbers = new EnumMap<>(Metric.class);
    values.forEach((metric, value) -> {
      if (Double.isFinite(value)) {
        numbers.put(metric, value);
      }
    });
    values = Map.copyOf(numbers);
  }

  /** Returns one line for the log. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    add(Metric.COMMANDS_PER_SECOND, "%,.0f commands/s", parts);
    add(Metric.P50_MILLIS, "p50 %.1f ms", parts);
    add(Metric.TABLE_REQUESTS, "%.4f requests per command", parts);
    add(Metric.CPU_MICROS, "%.0f µs of CPU per command", parts);
    return String.join(", ", parts);
  }

  private void add(Metric metric, String format, List<String> parts) {
    Optional.ofNullable(values.get(metric))
        .ifPresent(value -> parts.add(String.format(Locale.ROOT, format, value)));
  }
}
