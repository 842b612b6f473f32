package io.counterstream.processor.engine;

/** A counter that a stream thread waits for. Thread-safe. */
interface AwaitedCounter {
  /** A stream thread waits for the outcome of the command at an offset. */
  void awaited(long offset);

  /** What the counter's commands wait for, as a phrase. */
  String waitsFor();
}
