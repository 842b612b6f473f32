package io.counterstream.audit;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.CounterState;
import java.util.Objects;

/**
 * The deletion of a counter's item by another writer, at a time when it is safe: all the counter's
 * commands had outcomes, and no request for it was on its way. The next commands find no counter,
 * so its versions start again at 1.
 *
 * @param counter the counter's name; all its commands of one topic are in one partition
 * @param before the state that the deletion's condition named
 * @param next the position at or after which the next command may be; the counter's commands before
 *     it precede the deletion
 * @param invokedNanos the writer's clock before it sent the deletion; edits invoked before it
 *     precede it
 */
public record Deletion(
    String counter, CounterState before, RecordPosition next, long invokedNanos) {
  /** Checks that nothing is missing. */
  public Deletion {
    CounterName.checked(counter);
    Objects.requireNonNull(before, "before");
    Objects.requireNonNull(next, "next");
  }

  boolean precedes(RecordPosition command) {
    return command.compareTo(next) >= 0;
  }
}
