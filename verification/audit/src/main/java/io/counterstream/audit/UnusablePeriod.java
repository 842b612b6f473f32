package io.counterstream.audit;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.CounterState;
import java.util.Objects;

/**
 * A time in which a counter's item held no valid value and version, because another writer had
 * replaced one of them. Its end is an {@link Edit} from the same state: the cure raises the version
 * by one.
 *
 * @param counter the counter's name
 * @param before the state that the write's condition named
 * @param fromNanos the writer's clock before it sent the write
 * @param toNanos the same clock when the writer knew that the cure was done; {@link Long#MAX_VALUE}
 *     if it never was
 */
public record UnusablePeriod(String counter, CounterState before, long fromNanos, long toNanos) {
  /** Checks the times. */
  public UnusablePeriod {
    CounterName.checked(counter);
    Objects.requireNonNull(before, "before");
    if (fromNanos > toNanos) {
      throw new IllegalArgumentException("an item must become unusable before it is cured, but that"
          + " of " + counter + " did at " + fromNanos + " and was cured at " + toNanos);
    }
  }
}
