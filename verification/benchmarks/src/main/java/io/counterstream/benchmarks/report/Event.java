package io.counterstream.benchmarks.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What happens to one of two instances, or to both. */
public enum Event {
  /** One is stopped by SIGTERM. */
  SIGTERM,
  /** One after the other is stopped by SIGTERM and started again. */
  RESTART,
  /** One is killed by SIGKILL. */
  KILL,
  /** One is stopped by SIGSTOP for longer than the session timeout, and continues. */
  FREEZE,
  /** A third one joins. */
  JOIN;

  /** Returns the name on the command line and in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the other instances learn of it at once, and not by the session timeout. */
  public boolean isPlanned() {
    return this != KILL && this != FREEZE;
  }

  /**
   * Returns the event with this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists all names
   */
  public static Event of(String label) {
    return Arrays.stream(values())
        .filter(event -> event.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("event must be one of "
            + Arrays.stream(values()).map(Event::label).collect(Collectors.joining(", "))
            + ", was " + label));
  }
}
