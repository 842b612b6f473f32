package io.counterstream.benchmarks;

import io.counterstream.benchmarks.report.Metric;
import io.counterstream.benchmarks.report.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A repetition in a line, for those who watch. */
final class SampleText {
  private SampleText() {}

  static String of(Sample sample) {
    List<String> parts = new ArrayList<>();
    add(sample, Metric.COMMANDS_PER_SECOND, "%,.0f commands/s", parts);
    add(sample, Metric.P50_MILLIS, "p50 %.1f ms", parts);
    add(sample, Metric.TABLE_REQUESTS, "%.4f requests per command", parts);
    add(sample, Metric.CPU_MICROS, "%.0f µs of CPU per command", parts);
    return String.join(", ", parts);
  }

  private static void add(Sample sample, Metric metric, String format, List<String> parts) {
    Optional.ofNullable(sample.values().get(metric))
        .ifPresent(value -> parts.add(String.format(Locale.ROOT, format, value)));
  }
}
