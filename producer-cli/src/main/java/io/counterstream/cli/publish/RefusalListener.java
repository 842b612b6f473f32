package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.ReceivedOutcome;

/** Told of commands that did not apply, on a thread of its own. */
@FunctionalInterface
public interface RefusalListener {
  /**
   * A conflict or a rejection.
   *
   * @param line where the command stood in the input
   * @param outcome what became of it
   */
  void refused(long line, ReceivedOutcome outcome);
}
