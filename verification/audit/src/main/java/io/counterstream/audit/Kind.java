package io.counterstream.audit;

/** The topic that a result was read from. */
public enum Kind {
  /** The topic of applied commands. */
  APPLIED,
  /** The topic of commands whose expectation failed. */
  CONFLICT,
  /** The topic of commands that can never apply. */
  REJECTED,
  /** The topic of records that are no commands. */
  DEAD_LETTER
}
