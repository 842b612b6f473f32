package io.counterstream.torture.schedule;

/** What can be done to a running deployment. */
public enum FaultKind {
  PROCESSOR_KILLED("kill -9 of a processor"),
  PROCESSOR_STOPPED("SIGTERM of a processor"),
  PROCESSOR_FROZEN("processor frozen, loses its partitions, wakes up"),
  PUTS_OUTLIVE_OWNER("processor killed, its puts done after the takeover"),
  BROKER_KILLED("kill -9 of a broker"),
  TABLE_FAILS("table answers 500 or 503"),
  TABLE_AWAY("table refuses connections"),
  TABLE_THROTTLES("table throttles"),
  TABLE_SLOW("table is slow"),
  ANSWERS_LOST("request done, answer lost"),
  CONNECTIONS_CUT("connection cut before or amid the answer"),
  PUTS_DELAYED("puts held for seconds, then done"),
  PROCESSOR_ADDED("processor joins, later leaves"),
  TABLE_EDITED("items edited from outside"),
  BAD_RECORDS("burst of bad records");

  private final String label;

  FaultKind(String label) {
    this.label = label;
  }

  /** What happens, for people. */
  public String label() {
    return label;
  }
}
