package io.counterstream.processor.offsets;

/** What to do when the topic no longer has records that were not decided. */
public enum OnRecordsLost {
  /** Report and count them, and decide the others: stopping brings no record back. */
  CONTINUE,
  /** Stop, and report them: nothing is decided after a loss before an operator has seen it. */
  STOP
}
