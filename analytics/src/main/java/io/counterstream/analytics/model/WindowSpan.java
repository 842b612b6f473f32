package io.counterstream.analytics.model;

import java.time.Duration;
import java.util.Locale;

/** The sizes of windows. A window begins at a multiple of its size since the epoch. */
public enum WindowSpan {
  /** Of all counters of a partition. */
  SECOND(Duration.ofSeconds(1)),
  /** Of one counter. */
  MINUTE(Duration.ofMinutes(1)),
  /** Of one counter: 60 windows of a minute. */
  HOUR(Duration.ofHours(1));

  private final long millis;

  WindowSpan(Duration length) {
    this.millis = length.toMillis();
  }

  /** The length in milliseconds. */
  public long millis() {
    return millis;
  }

  /** The begin of the window that holds a time, both in epoch milliseconds. */
  public long startOf(long timeMillis) {
    return timeMillis - Math.floorMod(timeMillis, millis);
  }

  /**
   * Whether the window that begins at {@code startMillis} is closed: its end and the grace period
   * are over in stream time. An outcome for it is late.
   */
  public boolean isClosed(long startMillis, long streamTimeMillis, long graceMillis) {
    return startMillis + millis + graceMillis <= streamTimeMillis;
  }

  /** The word in messages, such as {@code minute}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
