package io.counterstream.torture.proxy;

/** What the proxy may do with a request. */
public enum FaultType {
  /** Hands it on, and hands the answer back. */
  PASSED("passed"),
  /** Answers 500 or 503 itself. */
  FAILED("answered 500 or 503"),
  /** Answers as DynamoDB does to somebody who asks too often. */
  THROTTLED("throttled"),
  /** Hands it on after some time. */
  SLOWED("slowed down"),
  /** Hands it on, and cuts the connection when it is done. */
  ANSWER_LOST("done, and the answer lost"),
  /** Cuts the connection. */
  CUT_BEFORE("cut before they were done"),
  /** Hands it on, and cuts the connection in the middle of the answer. */
  CUT_AMID("done, and cut amid the answer"),
  /** Hands a put on when its sender has given up waiting. */
  HELD("held until their sender had given up, then done");

  private final String label;

  FaultType(String label) {
    this.label = label;
  }

  /** What was done, for people. */
  public String label() {
    return label;
  }
}
