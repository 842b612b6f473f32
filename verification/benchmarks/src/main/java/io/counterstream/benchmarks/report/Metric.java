package io.counterstream.benchmarks.report;

/** Something that is measured in every repetition. */
public enum Metric {
  /** Outcomes committed per second. */
  COMMANDS_PER_SECOND("commandsPerSecond"),
  /** From the producer's send to the read-committed consumer at a low rate, the median. */
  P50_MILLIS("p50Millis"),
  /** The same, the 99th percentile. */
  P99_MILLIS("p99Millis"),
  /** Requests to the table, reads included. */
  TABLE_REQUESTS("tableRequestsPerCommand"),
  /** Of these, reads. */
  TABLE_READS("tableReadsPerCommand"),
  /** Write units consumed, as the table says. */
  WRITE_UNITS("writeUnitsPerCommand"),
  /** Bytes of journal for each command that it remembers. */
  JOURNAL_BYTES("journalBytesPerCommand"),
  /** CPU time of the contender's JVM. */
  CPU_MICROS("cpuMicrosPerCommand"),
  /** The part of the machine's cores that was in use, whoever used it: 0 to 1. */
  MACHINE_LOAD("machineLoad"),
  /** Heap of the contender's JVM after a collection, under load right before. */
  HEAP_MEGABYTES("heapMegabytes");

  private final String field;

  Metric(String field) {
    this.field = field;
  }

  /** Its name in JSON. */
  public String field() {
    return field;
  }
}
