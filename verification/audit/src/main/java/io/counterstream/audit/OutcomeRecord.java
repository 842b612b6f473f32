package io.counterstream.audit;

import io.counterstream.contract.Outcome;
import java.util.Objects;
import java.util.Optional;

/**
 * A committed record of one of the four topics that the processor writes to.
 *
 * @param topic the topic from which a {@code read_committed} consumer read it
 * @param partition its own partition in that topic
 * @param offset its own offset in that partition
 * @param command the position of the command that it names; {@link RecordPosition#NONE} if it names
 *     none
 * @param outcome the outcome that it holds; empty for a dead letter and for a record that cannot be
 *     read as an outcome
 */
public record OutcomeRecord(
    OutcomeTopic topic,
    int partition,
    long offset,
    RecordPosition command,
    Optional<Outcome> outcome) {
  /** Checks the ranges. */
  public OutcomeRecord {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(outcome, "outcome");
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("partition and offset of an outcome must be 0 or more,"
          + " were " + partition + " and " + offset);
    }
    if (topic == OutcomeTopic.DEAD_LETTER && outcome.isPresent()) {
      throw new IllegalArgumentException("a dead letter must hold no outcome, but the one at "
          + partition + "/" + offset + " holds " + outcome.get());
    }
  }

  OutcomeKind kind() {
    return OutcomeKind.of(outcome);
  }

  @Override
  public String toString() {
    return topic + " " + partition + "/" + offset;
  }
}
