package io.counterstream.client;

import io.counterstream.contract.CounterState;

/**
 * Another writer was faster: the counter is not what was expected, and nothing was changed. The
 * {@link Counter} that threw it holds the current value now, so its next operation works.
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

  /** The value last seen. */
  public long expectedValue() {
    return expectedValue;
  }

  /** The version last seen. */
  public long expectedVersion() {
    return expectedVersion;
  }

  /** The value that the counter has. */
  public long currentValue() {
    return currentValue;
  }

  /** The version that the counter has; 0 if it does not exist any more. */
  public long currentVersion() {
    return currentVersion;
  }
}
