package io.counterstream.torture.schedule;

/** A fault of a running deployment. */
public enum FaultKind {
  PROCESSOR_KILLED("kill -9 of a processor"),
  PROCESSOR_STOPPED("SIGTERM of a processor"),
  PROCESSOR_FROZEN("processor frozen, loses its partitions, resumes"),
  PUTS_OUTLIVE_OWNER("processor killed, its puts done after the takeover"),
  BROKER_KILLED("kill -9 of a broker"),
  TABLE_FAILS("table fails with 500 or 503"),
  TABLE_UNREACHABLE("table refuses connections"),
  TABLE_THROTTLES("table throttles"),
  TABLE_SLOW("table is slow"),
  RESPONSES_LOST("request done, response lost"),
  CONNECTIONS_CLOSED("connection closed before or amid the response"),
  PUTS_DELAYED("puts held for seconds, then done"),
  PROCESSOR_ADDED("processor joins, later leaves"),
  TABLE_EDITED("items edited from outside"),
  BAD_RECORDS("burst of bad records");

  private final String label;

  FaultKind(String label) {
    this.label = label;
  }

  /** Returns a description for people. */
  public String label() {
    return label;
  }
}
