package io.counterstream.benchmarks.contender;

import io.counterstream.benchmarks.report.Metric;
import java.util.Map;

/**
 * What a contender has used since its start.
 *
 * @param requests requests to the table
 * @param reads the reads among them
 * @param writeUnits the write units consumed, as the table reports them
 * @param journalBytes the size of the sampled journals
 * @param journalCommands the number of commands in these journals
 * @param heapBytes the heap in use after a collection
 */
public record Usage(
    double requests,
    double reads,
    double writeUnits,
    double journalBytes,
    double journalCommands,
    double heapBytes) {
  /** No usage. */
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  static Usage of(ContenderProtocol.Response response) {
    return new Usage(
        response.figure("requests"),
        response.figure("reads"),
        response.figure("writeUnits"),
        response.figure("journalBytes"),
        response.figure("journalCommands"),
        response.figure("heapBytes"));
  }

  /** Returns the usage of two JVMs together; the heap is the larger one. */
  public Usage and(Usage other) {
    return new Usage(
        requests + other.requests,
        reads + other.reads,
        writeUnits + other.writeUnits,
        journalBytes + other.journalBytes,
        journalCommands + other.journalCommands,
        Math.max(heapBytes, other.heapBytes));
  }

  /** Returns the usage for each of the commands that were done since the start. */
  public Map<Metric, Double> perCommand(double commands) {
    return Map.of(
        Metric.TABLE_REQUESTS, requests / commands,
        Metric.TABLE_READS, reads / commands,
        Metric.WRITE_UNITS, writeUnits / commands,
        Metric.JOURNAL_BYTES, journalBytes / journalCommands);
  }
}
