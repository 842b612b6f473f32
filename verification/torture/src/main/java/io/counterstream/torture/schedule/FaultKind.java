package io.counterstream.torture.schedule;

/** A fault of a running deployment. */
public enum FaultKind {
  PROCESSOR_KILLED("kill -9 of a processor"),
  PROCESSOR_STOPPED("SIGTERM of a processor"),
  PROCESSOR_FROZEN("processor frozen, loses its partitions, resumes"),
  PUTS_OUTLIVE_OWNER("processor killed, its puts done after the takeover"),
  PROCESSOR_CLOCK_STEPPED("clock of a processor stepped by up to an hour"),
  BROKER_KILLED("kill -9 of a broker"),
  BROKER_FROZEN("broker frozen, loses its partitions, resumes"),
  BROKER_CONNECTIONS_RESET("broker cut off from processors, connections reset"),
  BROKER_CONNECTIONS_HALF_OPEN("broker cut off from processors, connections hang"),
  BROKER_REQUESTS_HELD("requests to a broker held, then delivered"),
  BROKER_RESPONSES_HELD("responses of a broker held, then delivered"),
  TABLE_FAILS("table fails with 500 or 503"),
  TABLE_UNREACHABLE("table refuses connections"),
  TABLE_THROTTLES("table throttles"),
  TABLE_SLOW("table is slow"),
  RESPONSES_LOST("request done, response lost"),
  CONNECTIONS_CLOSED("connection closed before or amid the response"),
  PUTS_DELAYED("puts held for seconds, then done"),
  PROCESSOR_ADDED("processor joins, later leaves"),
  TABLE_EDITED("items edited from outside"),
  BAD_RECORDS("burst of bad records"),
  ITEMS_DELETED("unused items deleted, later used again"),
  ITEMS_UNUSABLE("items made invalid, later cured"),
  JOURNAL_BROKEN("journal of an item broken, later restored"),
  ITEM_GROWN("item filled up to 400 KB, later shrunk"),
  TOPIC_CREATED_AGAIN("command topic deleted and created again"),
  RECORDS_DELETED("records deleted from the command topic"),
  OFFSETS_RESET("group offsets reset to the past");

  private final String label;

  FaultKind(String label) {
    this.label = label;
  }

  /**
   * Whether it is done while no other fault is active: an operator's work, of which the audit must
   * know exactly what it did.
   */
  public boolean isExclusive() {
    return switch (this) {
      case JOURNAL_BROKEN, ITEM_GROWN, TOPIC_CREATED_AGAIN, RECORDS_DELETED, OFFSETS_RESET -> true;
      default -> false;
    };
  }

  /** Returns a description for people. */
  public String label() {
    return label;
  }
}
