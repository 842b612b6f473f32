package counterstream.bench;

import counterstream.bench.report.Metric;
import counterstream.bench.report.Sample;
import java.util.Locale;

/** A repetition in a line, for those who watch. */
final class SampleText {
  private SampleText() {}

  static String of(Sample sample) {
    return String.format(
        Locale.ROOT,
        "%,.0f commands/s, p50 %.1f ms, %.3f requests and %.0f µs of CPU per command",
        value(sample, Metric.COMMANDS_PER_SECOND),
        value(sample, Metric.P50_MILLIS),
        value(sample, Metric.TABLE_REQUESTS),
        value(sample, Metric.CPU_MICROS));
  }

  private static double value(Sample sample, Metric metric) {
    return sample.values().getOrDefault(metric, Double.NaN);
  }
}
