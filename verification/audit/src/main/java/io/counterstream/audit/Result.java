package io.counterstream.audit;

import io.counterstream.contract.Outcome;
import java.util.Objects;
import java.util.Optional;

/**
 * A committed record of one of the four result topics.
 *
 * @param kind the topic in which it was read, by a consumer that is read_committed
 * @param partition its own partition there
 * @param offset its own offset there
 * @param command where the command stands that it says it answers; {@link Position#NONE} if it does
 *     not say
 * @param outcome what it holds; empty for a dead letter, and for what can't be read as an outcome
 */
public record Result(
    Kind kind, int partition, long offset, Position command, Optional<Outcome> outcome) {
  /** Checks the ranges. */
  public Result {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(outcome, "outcome");
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("partition and offset of a result must be 0 or more, were "
          + partition + " and " + offset);
    }
    if (kind == Kind.DEAD_LETTER && outcome.isPresent()) {
      throw new IllegalArgumentException("a dead letter holds a record as it was, not an outcome, "
          + "but the one at " + partition + "/" + offset + " was given " + outcome.get());
    }
  }
}
