package io.counterstream.processor.engine;

import java.util.Optional;

/** A counter that a stream thread waits for. Thread-safe. */
interface AwaitedCounter {
  /** A stream thread waits for the outcome of the command at an offset. */
  void awaited(long offset);

  /** What the counter's commands wait for, as a phrase. */
  String waitsFor();

  /** How its requests have failed for long while those of others succeed; empty if not so. */
  Optional<String> failsAlone();
}
