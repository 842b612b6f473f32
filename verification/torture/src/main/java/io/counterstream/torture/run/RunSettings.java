package io.counterstream.torture.run;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a run is to be.
 *
 * @param duration of the faults; start, end and audit come on top
 * @param seed decides faults and load
 * @param perSecond how many commands are sent
 * @param directory exists; for data and logs
 * @param processorMain the main class of the processors; tests put a weakened one there
 */
record RunSettings(
    Duration duration, long seed, int perSecond, Path directory, String processorMain) {
  /** What the audit may hold in memory. */
  static final long COMMANDS_MAX = 1_500_000;

  RunSettings {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("minutes must be above 0, were " + duration);
    }
    if (perSecond < 1 || perSecond > 20_000) {
      throw new IllegalArgumentException("rate must be 1 to 20000 a second, was " + perSecond);
    }
    long commands = perSecond * duration.toSeconds();
    if (commands > COMMANDS_MAX) {
      throw new IllegalArgumentException("a run may send " + COMMANDS_MAX
          + " commands, this would be " + commands + ": take a lower rate or fewer minutes");
    }
  }

  /** When the run is given up, whatever it is doing. */
  Duration timeout() {
    return duration.multipliedBy(2).plusMinutes(9);
  }
}
