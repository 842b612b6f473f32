package io.counterstream.benchmarks.scenario;

import io.counterstream.contract.CounterState;
import java.util.SplittableRandom;

/**
 * A stream of commands: which kind, from which seed, over which counters.
 *
 * @param scenario the kind
 * @param seed of what is random in it
 * @param counters how many counters there are
 * @param first the counter that {@link Scenario#GROWTH} begins with, so that several streams share
 *     a table that took long to fill
 */
public record Workload(Scenario scenario, long seed, int counters, int first) {
  /** The state of a counter that exists before the first command. */
  private static final CounterState EXISTING = new CounterState(1, 1);

  /** Checks the ranges. */
  public Workload {
    if (counters < 1 || first < 0) {
      throw new IllegalArgumentException(
          "counters must be 1 or more and first 0 or more, were " + counters + " and " + first);
    }
  }

  /** The usual one of its kind. */
  public static Workload of(Scenario scenario, long seed) {
    return new Workload(scenario, seed, scenario.counters(), 0);
  }

  /** The same over another number of counters. */
  public Workload over(int otherCounters, int otherFirst) {
    return new Workload(scenario, seed, otherCounters, otherFirst);
  }

  /** The commands, from the first. */
  public CommandSource commands() {
    SplittableRandom random = new SplittableRandom(seed);
    return switch (scenario) {
      case HOT -> OneCounter.hot();
      case CHAIN -> OneCounter.chain(random);
      case CONTENDED -> new ContendedCounter(random);
      case ZIPF -> new SkewedCounters(counters, random);
      case COLD -> ManyCounters.cold();
      case GROWTH -> ManyCounters.existing(counters, first, EXISTING.value());
    };
  }

  /** The state of every counter before the first command. */
  public CounterState before() {
    return scenario == Scenario.GROWTH ? EXISTING : CounterState.ABSENT;
  }
}
