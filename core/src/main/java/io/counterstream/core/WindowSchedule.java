package io.counterstream.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many offsets back the commands of a log are compared with earlier ones, for each offset. It
 * is recorded with the decided offset, so that all owners of the log compare alike.
 *
 * @param window the window of the commands below {@code nextFrom}
 * @param next the window of the others
 * @param nextFrom the first offset with the next window; the greatest one if no change is planned
 */
public record WindowSchedule(int window, int next, long nextFrom) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})(?:,(\\d{1,9})@(\\d{1,18}))?");

  /** Checks the ranges. */
  public WindowSchedule {
    if (window < 0 || next < 0 || nextFrom < 0) {
      throw new IllegalArgumentException("windows and offsets must be 0 or more, were " + window
          + ", " + next + " and " + nextFrom);
    }
  }

  /** The same window for all commands. */
  public static WindowSchedule always(int window) {
    return new WindowSchedule(window, window, Long.MAX_VALUE);
  }

  /** Reads what {@link #toString} writes; empty if the text has another form. */
  public static Optional<WindowSchedule> parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    int window = Integer.parseInt(found.group(1));
    return Optional.of(
        found.group(2) == null
            ? always(window)
            : new WindowSchedule(
                window, Integer.parseInt(found.group(2)), Long.parseLong(found.group(3))));
  }

  /** The window of the command at an offset. */
  public int at(long offset) {
    return offset < nextFrom ? window : next;
  }

  /** Whether a change is planned. */
  public boolean changes() {
    return nextFrom != Long.MAX_VALUE;
  }

  /** The same schedule for the commands from an offset on. */
  public WindowSchedule from(long offset) {
    return offset < nextFrom ? this : always(next);
  }

  @Override
  public String toString() {
    return changes() ? window + "," + next + "@" + nextFrom : Integer.toString(window);
  }
}
