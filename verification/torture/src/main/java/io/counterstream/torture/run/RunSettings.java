package io.counterstream.torture.run;

import io.counterstream.torture.schedule.FaultKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a run.
 *
 * @param duration how long faults are injected; start, end and audit come on top
 * @param seed decides faults and commands
 * @param perSecond commands a second
 * @param directory an existing directory for data and logs
 * @param processorMain the main class of the processors; tests use a weakened one
 * @param kinds the faults that are injected
 * @param history the file that the history is written to, if any
 */
record RunSettings(
    Duration duration,
    long seed,
    int perSecond,
    Path directory,
    String processorMain,
    Set<FaultKind> kinds,
    Optional<Path> history) {
  /** Bounds the memory of the audit: about 700 bytes a command of a heap of 1.5 GB. */
  static final long COMMANDS_MAX = 1_000_000;

  RunSettings {
    kinds = Set.copyOf(kinds);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("minutes must be above 0, was " + duration);
    }
    if (perSecond < 1 || perSecond > 20_000) {
      throw new IllegalArgumentException("rate must be 1 to 20000 a second, was " + perSecond);
    }
    long commands = perSecond * duration.toSeconds();
    if (commands > COMMANDS_MAX) {
      throw new IllegalArgumentException("rate x minutes must be at most " + COMMANDS_MAX
          + " commands, was " + commands + ": use a lower rate or fewer minutes");
    }
  }

  /** Returns when the run is aborted, whatever it is doing. */
  Duration timeout() {
    return duration.multipliedBy(2).plusMinutes(9);
  }
}
