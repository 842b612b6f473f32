package io.counterstream.benchmarks.report;

/** A figure that is measured in every repetition. */
public enum Metric {
  /** Outcomes committed per second. */
  COMMANDS_PER_SECOND("commandsPerSecond"),
  /** The median latency from the send to the read-committed consumer, at a low rate. */
  P50_MILLIS("p50Millis"),
  /** The 99th percentile of the same latency. */
  P99_MILLIS("p99Millis"),
  /** Requests to the table, reads included. */
  TABLE_REQUESTS("tableRequestsPerCommand"),
  /** Reads among these requests. */
  TABLE_READS("tableReadsPerCommand"),
  /** Write units consumed, as the table reports them. */
  WRITE_UNITS("writeUnitsPerCommand"),
  /** Bytes of journal for each command that it remembers. */
  JOURNAL_BYTES("journalBytesPerCommand"),
  /** CPU time of the JVM of the contender. */
  CPU_MICROS("cpuMicrosPerCommand"),
  /** The share of the machine's cores in use by all processes, 0 to 1. */
  MACHINE_LOAD("machineLoad"),
  /** Heap of the JVM of the contender after a collection right after the load. */
  HEAP_MEGABYTES("heapMegabytes");

  private final String field;

  Metric(String field) {
    this.field = field;
  }

  /** Returns the name in JSON. */
  public String field() {
    return field;
  }
}
