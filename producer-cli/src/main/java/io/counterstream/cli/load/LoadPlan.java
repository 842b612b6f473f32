package io.counterstream.cli.load;

import io.counterstream.workload.ExpectationKind;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The plan of a load.
 *
 * @param commandsPerSecond 1 to 100,000
 * @param duration how long commands are sent
 * @param counters the counters
 * @param skew 0 if all counters are equally likely; the n-th is chosen in proportion to 1 / n^skew
 * @param kinds the weight of each kind of expectation
 */
public record LoadPlan(
    int commandsPerSecond,
    Duration duration,
    Counters counters,
    double skew,
    Map<ExpectationKind, Integer> kinds) {
  private static final int RATE_MAX = 100_000;
  private static final int SKEW_MAX = 10;
  private static final int WEIGHT_MAX = 1_000_000;

  /** Checks the ranges. */
  public LoadPlan {
    require(
        commandsPerSecond >= 1 && commandsPerSecond <= RATE_MAX,
        "rate must be 1 to " + RATE_MAX + " commands per second, was " + commandsPerSecond);
    require(skew >= 0 && skew <= SKEW_MAX, "skew must be 0 to " + SKEW_MAX + ", was " + skew);
    kinds = new TreeMap<>(kinds);
    kinds.forEach((kind, weight) -> require(
        weight >= 0 && weight <= WEIGHT_MAX,
        "expected: the weight of " + kind + " must be 0 to " + WEIGHT_MAX + ", was " + weight));
    require(
        kinds.values().stream().anyMatch(weight -> weight > 0),
        "expected must have one kind with a weight of 1 or more, was " + kinds);
  }

  /**
   * The counters of a load.
   *
   * @param prefix the start of their names; a number follows
   * @param count the number of counters, 1 to 1,000,000
   */
  public record Counters(String prefix, int count) {
    private static final int COUNT_MAX = 1_000_000;
    private static final int PREFIX_MAX = 200;

    /** Checks the ranges. */
    public Counters {
      require(
          count >= 1 && count <= COUNT_MAX,
          "counters must be 1 to " + COUNT_MAX + ", was " + count);
      require(
          prefix.length() <= PREFIX_MAX,
          "prefix must be at most " + PREFIX_MAX + " characters, was " + prefix.length());
    }

    /** Returns the name of the counter with this index, from 0. */
    String name(int index) {
      return prefix + (index + 1);
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
