package io.counterstream.contract.failure;

/** An exception whose message explains the failure already; its causes have nothing to add. */
public interface ExplainedFailure {
  /** Returns the explanation. */
  Explanation explanation();
}
