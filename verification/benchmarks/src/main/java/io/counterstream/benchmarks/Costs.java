package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Usage;
import io.counterstream.benchmarks.report.Metric;
import java.util.Map;

/** What a contender used, for each command. */
final class Costs {
  private Costs() {}

  /** Of all commands that were done since the contender was started. */
  static Map<Metric, Double> perCommand(Usage usage, double commands) {
    return Map.of(
        Metric.TABLE_REQUESTS, usage.requests() / commands,
        Metric.TABLE_READS, usage.reads() / commands,
        Metric.WRITE_UNITS, usage.writeUnits() / commands,
        Metric.JOURNAL_BYTES, usage.journalBytes() / (double) usage.journalCommands());
  }
}
