package io.counterstream.torture.proxy;

/** What the proxy can do with one request. */
public enum FaultType {
  /** Forwards the request and its response. */
  PASSED("passed"),
  /** Responds with 500 or 503 itself. */
  FAILED("failed with 500 or 503"),
  /** Responds as DynamoDB does to a client that it throttles. */
  THROTTLED("throttled"),
  /** Forwards the request after a delay. */
  SLOWED("delayed"),
  /** Forwards the request and closes the connection when it is done. */
  RESPONSE_LOST("done, response lost"),
  /** Closes the connection without forwarding the request. */
  CUT_BEFORE("connection closed before the request was done"),
  /** Forwards the request and closes the connection in the middle of the response. */
  CUT_AMID("done, connection closed amid the response"),
  /** Forwards a write after its sender has timed out. */
  HELD("held until the sender had timed out, then done");

  private final String label;

  FaultType(String label) {
    this.label = label;
  }

  /** Returns a description for people. */
  public String label() {
    return label;
  }
}
