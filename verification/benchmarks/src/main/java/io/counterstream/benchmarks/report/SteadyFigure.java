package io.counterstream.benchmarks.report;

/** A figure of a contender under a constant load. */
public enum SteadyFigure {
  /** Outcomes received per second. */
  COMMANDS_PER_SECOND("commandsPerSecond", "commands/s", "%.0f"),
  /** The median latency from when a command was due to the read-committed consumer. */
  P50_MILLIS("p50Millis", "p50 ms", "%.1f"),
  /** The 99th percentile of the same latency. */
  P99_MILLIS("p99Millis", "p99 ms", "%.1f"),
  /** The maximum of the same latency. */
  LONGEST_MILLIS("longestMillis", "longest ms", "%.0f"),
  /** CPU time of the contender's JVM without its compilers, for 1,000 commands. */
  CPU_MILLIS("cpuMillisPer1000Commands", "CPU ms/1,000 cmd", "%.0f"),
  /** CPU time of the JVM's compilers, for 1,000 commands. */
  COMPILER_MILLIS("compilerMillisPer1000Commands", "compilers ms/1,000 cmd", "%.0f"),
  /** Cores in use by the contender's JVM, compilers included. */
  CORES("cores", "cores", "%.3f"),
  /** Commits of Kafka Streams, or of the consumer. */
  COMMITS("commitsPerCommand", "commits/cmd", "%.3f"),
  /** Transactions ended; only with embedded servers. */
  TRANSACTIONS("transactionsPerCommand", "transactions/cmd", "%.3f"),
  /** Requests of all Kafka clients of the contender. */
  BROKER_REQUESTS("brokerRequestsPerCommand", "broker requests/cmd", "%.2f"),
  /** The same for each second. */
  BROKER_REQUESTS_PER_SECOND("brokerRequestsPerSecond", "broker requests/s", "%.0f"),
  /** Writes to the table. */
  PUTS("putsPerCommand", "puts/cmd", "%.3f"),
  /** Write units consumed, as the table reports them. */
  WRITE_UNITS("writeUnitsPerCommand", "write units/cmd", "%.3f"),
  /** Bytes allocated on the heap. */
  ALLOCATED_KILOBYTES("allocatedKilobytesPerCommand", "allocated KB/cmd", "%.1f");

  private final String field;
  private final String heading;
  private final String format;

  SteadyFigure(String field, String heading, String format) {
    this.field = field;
    this.heading = heading;
    this.format = format;
  }

  /** Returns the name in JSON. */
  public String field() {
    return field;
  }

  String heading() {
    return heading;
  }

  String format() {
    return format;
  }
}
