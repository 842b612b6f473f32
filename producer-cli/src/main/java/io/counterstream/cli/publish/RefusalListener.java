package io.counterstream.cli.publish;

import io.counterstream.cli.kafka.ReceivedOutcome;

/** Receives the outcomes that are not applied, on the thread that reads outcomes. */
@FunctionalInterface
public interface RefusalListener {
  /**
   * Receives a conflict or a rejection.
   *
   * @param line the line of the command in the input
   * @param outcome the outcome
   */
  void refused(long line, ReceivedOutcome outcome);
}
