package io.counterstream.torture.proxy;

/** What the proxy of a broker does with connections while the fault is active. */
public enum ConnectionFault {
  /** Forwards both directions. */
  NONE("opened"),
  /** Resets the open connections and each new one. */
  RESET("reset"),
  /**
   * Resets the connections to the broker, leaves those of the clients open, and never answers them,
   * also when the fault is over: a client finds out by its own time-outs only. New connections are
   * accepted and treated in the same way.
   */
  HALF_OPEN("left half-open"),
  /** Forwards what clients send when the fault is over, even if they have gone. */
  REQUESTS_HELD("requests held, then delivered"),
  /** Forwards what the broker sends when the fault is over: requests are done, nobody knows. */
  RESPONSES_HELD("responses held, then delivered");

  private final String label;

  ConnectionFault(String label) {
    this.label = label;
  }

  /** Returns a description for people. */
  public String label() {
    return label;
  }
}
