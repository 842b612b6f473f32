package io.counterstream.contract;

/**
 * The state of a counter at one position of its log.
 *
 * @param value the value, a signed 64-bit integer; 0 if the counter does not exist
 * @param version how often the counter has changed: 0 if it has never existed, 1 after the command
 *     that created it. It goes on when a deleted counter is created again
 * @param deleted whether the counter does not exist because it was deleted
 */
public record CounterState(long value, long version, boolean deleted) {
  /** The state of a counter that has never existed: value 0, version 0. */
  public static final CounterState ABSENT = new CounterState(0, 0);

  /** Checks the ranges. */
  public CounterState {
    if (version < 0) {
      throw new IllegalArgumentException("version must be 0 or more, was " + version);
    }
    if (version == 0 && value != 0) {
      throw new IllegalArgumentException(
          "a counter that does not exist (version 0) has value 0, was " + value);
    }
    if (deleted && (version == 0 || value != 0)) {
      throw new IllegalArgumentException("a deleted counter has value 0 and a version above 0, was "
          + value + " with version " + version);
    }
  }

  /** Creates the state of a counter that was not deleted. */
  public CounterState(long value, long version) {
    this(value, version, false);
  }

  /** Whether adding a delta to the value leaves the range of a signed 64-bit integer. */
  public boolean overflowsBy(long delta) {
    long sum = value + delta;
    return ((value ^ sum) & (delta ^ sum)) < 0;
  }

  /** Whether the counter exists. */
  public boolean exists() {
    return version > 0 && !deleted;
  }
}
