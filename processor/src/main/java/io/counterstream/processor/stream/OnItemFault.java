package io.counterstream.processor.stream;

/** What to do when a counter's item can't be read or written. */
public enum OnItemFault {
  /** Pause the counter's partition until the item has changed; all other partitions go on. */
  HOLD,
  /** Stop the processor. */
  STOP
}
