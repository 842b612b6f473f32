package io.counterstream.audit;

/** One of the four topics that the processor writes to. */
public enum OutcomeTopic {
  /** The topic of applied commands. */
  APPLIED,
  /** The topic of commands whose expectation failed. */
  CONFLICT,
  /** The topic of commands that were refused for another reason than their expectation. */
  REJECTED,
  /** The topic of records that are not commands. */
  DEAD_LETTER
}
