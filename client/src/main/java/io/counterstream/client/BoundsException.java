package io.counterstream.client;

import io.counterstream.contract.Outcome;

/**
 * The value would not lie within the command's bounds; nothing changed. To send the command again
 * makes sense only after another writer has changed the counter.
 */
public final class BoundsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String counter;
  private final long delta;
  private final long currentValue;
  private final long currentVersion;

  BoundsException(Outcome.Conflict conflict) {
    super("counter " + conflict.counter() + " is " + conflict.value() + " (version "
        + conflict.version() + "): adding " + conflict.delta() + " would leave the bounds, "
        + conflict.command().bounds() + "; nothing changed");
    this.counter = conflict.counter();
    this.delta = conflict.delta();
    this.currentValue = conflict.value();
    this.currentVersion = conflict.version();
  }

  /** The counter's name. */
  public String counter() {
    return counter;
  }

  /** What was to be added. */
  public long delta() {
    return delta;
  }

  /** The value that the counter has. */
  public long currentValue() {
    return currentValue;
  }

  /** The version that the counter has; 0 if it does not exist. */
  public long currentVersion() {
    return currentVersion;
  }
}
