package io.counterstream.benchmarks;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How long and how often to measure.
 *
 * @param warmUp the warm-up of a contender in its first scenario; if zero, there are no warm-up
 *     rounds and no waits for compilers
 * @param warmUpAgain the warm-up in each further scenario
 * @param compilersMax how long to wait for the compilers of all JVMs before each repetition
 * @param warmUpRoundsMax the maximum number of warm-up rounds
 * @param drain how long the measured part of one repetition should take; decides the number of
 *     commands
 * @param repetitions the repetitions of each measurement, interleaved with those of the others
 * @param pacedCommands the commands sent at a low rate after each drain, for the latency
 * @param commandsMax the maximum number of commands in one drain
 * @param growthMost the largest number of counters in {@code growth}
 * @param partitions the partitions of each topic
 * @param seed the seed of the commands
 */
public record Plan(
    Duration warmUp,
    Duration warmUpAgain,
    Duration compilersMax,
    int warmUpRoundsMax,
    Duration drain,
    int repetitions,
    int pacedCommands,
    int commandsMax,
    int growthMost,
    int partitions,
    long seed) {
  /** The rate at which latency is measured, in commands per second. */
  public static final int PACE = 50;

  /** A run whose figures can be quoted. */
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

  /** A smoke run: everything once; the figures mean nothing. */
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

  /** Returns this plan with other values where they are given. */
  Plan with(
      Optional<Integer> otherRepetitions,
      Optional<Duration> otherDrain,
      Optional<Duration> otherWarmUp,
      long otherSeed) {
    return new Plan(
        otherWarmUp.orElse(warmUp),
        otherWarmUp.map(time -> time.dividedBy(3)).orElse(warmUpAgain),
        compilersMax,
        warmUpRoundsMax,
        otherDrain.orElse(drain),
        otherRepetitions.orElse(repetitions),
        pacedCommands,
        commandsMax,
        growthMost,
        partitions,
        otherSeed);
  }

  /** Returns the number of commands of one drain at this throughput; half of it is timed. */
  int commandsFor(double perSecond) {
    double wanted = Double.isFinite(perSecond) ? perSecond * drain.toNanos() / 1e9 * 2 : 0;
    return (int) Math.min(commandsMax, Math.max(Math.min(commandsMax, 200), wanted));
  }

  /**
   * Returns the number of outcomes before the timed part of a drain, so that starting up and
   * joining a group are not timed.
   */
  static int timedFrom(int commands) {
    return commands / 4;
  }

  /**
   * Returns the number of outcomes at the end of the timed part. A contender that looks ahead has
   * commands in flight at both moments; up to the last outcome, those in flight at the start would
   * not count.
   */
  static int timedTo(int commands) {
    return commands - timedFrom(commands);
  }

  /** Returns when a drain that does not end is aborted. */
  Duration drainTimeout() {
    return drain.multipliedBy(6).plusSeconds(60);
  }

  /** Returns a line about the machine and this plan, for those who quote the figures. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%s; %d repetitions of about %d s after"
            + " %d s of warm-up (%d s in later scenarios) and up to %d warm-up rounds,"
            + " %d partitions, seed %d%n",
        machine(),
        repetitions,
        drain.toSeconds(),
        warmUp.toSeconds(),
        warmUpAgain.toSeconds(),
        warmUp.isZero() ? 0 : warmUpRoundsMax,
        partitions,
        seed);
  }

  /** Returns a phrase about the machine. */
  static String machine() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, JDK %s; contenders with -Xmx256m",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        System.getProperty("java.version"));
  }
}
