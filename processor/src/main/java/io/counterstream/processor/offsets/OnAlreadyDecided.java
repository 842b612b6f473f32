package io.counterstream.processor.offsets;

/** What to do with a delivered command that has a committed outcome. */
public enum OnAlreadyDecided {
  /** Stop, and report which offsets to set: nothing happens before an operator has decided. */
  STOP,
  /** Skip it: it has its outcome and gets no other. */
  SKIP
}
