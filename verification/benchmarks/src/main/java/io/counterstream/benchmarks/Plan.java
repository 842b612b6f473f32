package io.counterstream.benchmarks;

import java.time.Duration;
import java.util.Optional;

/**
 * How long and how often to measure.
 *
 * @param warmUp of a contender's JVM in the first scenario; if zero, there are no rehearsals and no
 *     wait for compilers either
 * @param warmUpAgain in each further scenario
 * @param compilersMax how long the compilers of all JVMs may take before each repetition
 * @param rehearsalsMax how many repetitions that don't count may follow a warm-up
 * @param drain how long the measured part of one repetition should take; the number of commands is
 *     made to fit
 * @param repetitions of each measurement, interleaved with those of the others
 * @param pacedCommands sent at a low rate after each drain, for the latency
 * @param commandsMax in one drain
 * @param growthMost the greatest number of counters in {@code growth}
 * @param partitions of each topic
 * @param seed of the commands
 */
public record Plan(
    Duration warmUp,
    Duration warmUpAgain,
    Duration compilersMax,
    int rehearsalsMax,
    Duration drain,
    int repetitions,
    int pacedCommands,
    int commandsMax,
    int growthMost,
    int partitions,
    long seed) {
  /** The rate at which latency is measured, in commands per second. */
  public static final int PACE = 50;

  /** A run whose figures may be quoted. */
  public static final Plan FULL = new Plan(
      Duration.ofSeconds(90),
      Duration.ofSeconds(30),
      Duration.ofSeconds(60),
      12,
      Duration.ofSeconds(10),
      3,
      500,
      3_000_000,
      1_000_000,
      8,
      1);

  /** A smoke run: everything once, and no figure to believe. */
  public static final Plan QUICK = new Plan(
      Duration.ZERO,
      Duration.ZERO,
      Duration.ofSeconds(2),
      1,
      Duration.ofMillis(500),
      1,
      20,
      80,
      2000,
      2,
      1);

  /** Checks the ranges. */
  public Plan {
    if (repetitions < 1 || pacedCommands < 1 || commandsMax < 1 || partitions < 1) {
      throw new IllegalArgumentException(
          "repetitions, pacedCommands, commandsMax and partitions must be 1 or more, were "
              + repetitions + ", " + pacedCommands + ", " + commandsMax + ", " + partitions);
    }
    if (drain.isNegative() || drain.isZero() || warmUp.isNegative()) {
      throw new IllegalArgumentException("seconds must be 1 or more and warm-up 0 or more, were "
          + drain.toSeconds() + " and " + warmUp.toSeconds());
    }
  }

  /** This with what was chosen instead. */
  Plan with(
      Optional<Integer> otherRepetitions,
      Optional<Duration> otherDrain,
      Optional<Duration> otherWarmUp,
      Optional<Long> otherSeed) {
    return new Plan(
        otherWarmUp.orElse(warmUp),
        otherWarmUp.map(time -> time.dividedBy(3)).orElse(warmUpAgain),
        compilersMax,
        rehearsalsMax,
        otherDrain.orElse(drain),
        otherRepetitions.orElse(repetitions),
        pacedCommands,
        commandsMax,
        growthMost,
        partitions,
        otherSeed.orElse(seed));
  }

  /** How many commands a contender of this speed does in one drain, half of which is timed. */
  int commandsFor(double perSecond) {
    double wanted = Double.isFinite(perSecond) ? perSecond * drain.toNanos() / 1e9 * 2 : 0;
    return (int) Math.min(commandsMax, Math.max(Math.min(commandsMax, 200), wanted));
  }

  /**
   * How many of a drain's outcomes come before the time is taken, so that starting up and joining a
   * group are not in it.
   */
  static int timedFrom(int commands) {
    return commands / 4;
  }

  /**
   * How many have come when it ends. Who looks ahead has others under way at both moments; if the
   * time ran up to the last one, those under way at its beginning would count for nothing.
   */
  static int timedTo(int commands) {
    return commands - timedFrom(commands);
  }

  /** When a drain that does not end is given up. */
  Duration drainTimeout() {
    return drain.multipliedBy(6).plusSeconds(60);
  }
}
