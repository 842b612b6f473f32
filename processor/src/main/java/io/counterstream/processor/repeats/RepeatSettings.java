package io.counterstream.processor.repeats;

/**
 * How repeats are recognised. All owners of a log must agree on all of them but {@code window}.
 *
 * @param window how many offsets back a command is compared; 0 if repeats are not recognised
 * @param unrecorded the window in force where none is recorded with the decided offset
 * @param uncommittedMax how many records of a partition may be submitted and not committed
 */
public record RepeatSettings(int window, int unrecorded, int uncommittedMax) {
  /** The largest window. */
  public static final int WINDOW_MAX = 1_000_000;

  /** The window where none is recorded, and the default. Part of the protocol: it stays. */
  public static final int WINDOW_DEFAULT = 10_000;

  private static final int UNCOMMITTED_MAX = 100_000;

  /** Checks the ranges. */
  public RepeatSettings {
    if (window < 0 || window > WINDOW_MAX) {
      throw new IllegalArgumentException(
          "window must be 0 to " + WINDOW_MAX + " offsets, was " + window);
    }
    if (unrecorded < 0 || uncommittedMax < 1) {
      throw new IllegalArgumentException("unrecorded must be 0 or more, uncommittedMax 1 or more,"
          + " were " + unrecorded + " and " + uncommittedMax);
    }
  }

  /** Settings with this window. */
  public static RepeatSettings ofWindow(int window) {
    return new RepeatSettings(window, WINDOW_DEFAULT, UNCOMMITTED_MAX);
  }
}
