package io.counterstream.client;

import io.counterstream.contract.CounterState;

/**
 * Another writer was faster: the counter's state is not the expected one, and nothing changed. The
 * {@link Counter} that threw this holds the current state now, so its next operation expects that.
 */
public final class OutOfSyncException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String counter;
  private final long expectedValue;
  private final long expectedVersion;
  private final long currentValue;
  private final long currentVersion;

  OutOfSyncException(String counter, CounterState expected, CounterState current) {
    super("counter " + counter + " is out of sync: expected " + expected.value() + " (version "
        + expected.version() + "), is " + current.value() + " (version " + current.version()
        + "): nothing changed; decide again on the current value");
    this.counter = counter;
    this.expectedValue = expected.value();
    this.expectedVersion = expected.version();
    this.currentValue = current.value();
    this.currentVersion = current.version();
  }

  /** The counter's name. */
  public String counter() {
    return counter;
  }

  /** The value that was expected. */
  public long expectedValue() {
    return expectedValue;
  }

  /** The version that was expected. */
  public long expectedVersion() {
    return expectedVersion;
  }

  /** The value that the counter has. */
  public long currentValue() {
    return currentValue;
  }

  /** The version that the counter has; 0 if it no longer exists. */
  public long currentVersion() {
    return currentVersion;
  }
}
