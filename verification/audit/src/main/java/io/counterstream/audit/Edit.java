package io.counterstream.audit;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.CounterState;

/**
 * A successful conditional write of the table by another writer than the processor. It raises the
 * version by one, so that the counter's versions have no gaps.
 *
 * @param counter the counter's name
 * @param before the state that the write's condition named
 * @param after the state that it wrote
 * @param invokedNanos the writer's clock before it sent the write
 * @param returnedNanos the same clock when the writer knew that the write was done; {@link
 *     Long#MAX_VALUE} if the response was lost
 */
public record Edit(
    String counter,
    CounterState before,
    CounterState after,
    long invokedNanos,
    long returnedNanos) {
  /** Checks the versions and the times. */
  public Edit {
    CounterName.checked(counter);
    if (after.version() - 1 != before.version()) {
      throw new IllegalArgumentException("an edit must raise the version by one, but that of "
          + counter + " went from " + before + " to " + after);
    }
    if (invokedNanos > returnedNanos) {
      throw new IllegalArgumentException("an edit must return after it was invoked, but that of "
          + counter + " was invoked at " + invokedNanos + " and returned at " + returnedNanos);
    }
  }
}
