package io.counterstream.analytics.model;

import io.counterstream.contract.Outcome;
import java.util.Optional;

/**
 * An outcome that was read.
 *
 * @param outcome the outcome
 * @param place where its record is
 * @param command the position of its command; empty if the outcome has no CloudEvents headers
 */
public record SeenOutcome(
    Outcome outcome, OutcomePlace place, Optional<CommandLogPosition> command) {

  /**
   * A position in a command log.
   *
   * @param log the topic's id and the partition
   * @param offset the offset in the log
   */
  public record CommandLogPosition(String log, long offset) {}
}
