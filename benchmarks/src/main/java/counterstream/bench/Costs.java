package counterstream.bench;

import counterstream.bench.contender.Usage;
import counterstream.bench.report.Metric;
import java.util.Map;

/** What a contender used, for each command. */
final class Costs {
  private Costs() {}

  static Map<Metric, Double> perCommand(Usage usage, long commands) {
    double done = commands;
    return Map.of(
        Metric.TABLE_REQUESTS, usage.requests() / done,
        Metric.TABLE_READS, usage.reads() / done,
        Metric.WRITE_UNITS, usage.writeUnits() / done,
        Metric.JOURNAL_BYTES, usage.journalBytes() / (double) usage.journalCommands(),
        Metric.CPU_MICROS, usage.cpuMicros() / done);
  }
}
