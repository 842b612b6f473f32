package io.counterstream.workload;

import static io.counterstream.workload.CommandSource.command;
import static io.counterstream.workload.CommandSource.numbered;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.SplittableRandom;

/**
 * A sequence of commands, given by its scenario, a seed and its counters.
 *
 * @param scenario the kind of workload
 * @param seed the seed of everything random
 * @param counters the number of counters
 * @param first the first counter of {@link Scenario#GROWTH}, so that several sequences can share a
 *     table that took long to fill
 */
public record Workload(Scenario scenario, long seed, int counters, int first) {
  private static final CounterState EXISTING = new CounterState(1, 1);
  private static final int DELTA_MAX = 9;
  private static final int CLIENTS = 16;

  /** Checks the ranges. */
  public Workload {
    if (counters < 1 || first < 0) {
      throw new IllegalArgumentException(
          "counters must be 1 or more and first 0 or more, were " + counters + " and " + first);
    }
  }

  /** Returns the usual workload of a scenario. */
  public static Workload of(Scenario scenario, long seed) {
    return new Workload(scenario, seed, scenario.counters(), 0);
  }

  /** Returns the same workload over another number of counters. */
  public Workload over(int otherCounters, int otherFirst) {
    return new Workload(scenario, seed, otherCounters, otherFirst);
  }

  /** Returns the state of every counter before the first command. */
  public CounterState before() {
    return scenario == Scenario.GROWTH ? EXISTING : CounterState.ABSENT;
  }

  /** Returns the name of one of the counters of {@link Scenario#GROWTH}. */
  public static String existingName(int number) {
    return "g" + number;
  }

  /** Returns the commands, from the first. */
  public CommandSource commands() {
    SplittableRandom random = new SplittableRandom(seed);
    return switch (scenario) {
      case HOT -> numbered(i -> command(i, "hot", 1, Expectation.ANY));
      case CHAIN -> chain(random);
      case CONTENDED -> contended(random);
      case ZIPF -> zipf(random);
      case COLD -> numbered(i -> command(i, "k" + i, 1, Expectation.exactly(0)));
      case GROWTH -> numbered(this::growth);
    };
  }

  private CommandSource chain(SplittableRandom random) {
    long[] value = {0};
    return numbered(index -> {
      long delta = delta(random);
      CounterCommand command = command(index, "chain", delta, Expectation.exactly(value[0]));
      value[0] += delta;
      return command;
    });
  }

  /**
   * Each client expects the value that its previous command wrote or was refused with. About a
   * fifth of the commands applies. The values are computed, not waited for, so that the commands do
   * not depend on the system that is measured.
   */
  private CommandSource contended(SplittableRandom random) {
    long[] seen = new long[CLIENTS];
    long[] value = {0};
    return numbered(index -> {
      int client = random.nextInt(CLIENTS);
      long expected = seen[client];
      if (expected == value[0]) {
        value[0]++;
      }
      seen[client] = value[0];
      return command(index, "contended", 1, Expectation.exactly(expected));
    });
  }

  private CommandSource zipf(SplittableRandom random) {
    WeightedChoice choice = WeightedChoice.zipf(counters, 1);
    return numbered(i -> command(i, "z" + choice.next(random), delta(random), Expectation.ANY));
  }

  private CounterCommand growth(long index) {
    String counter = existingName((int) ((first + index) % counters));
    return command(index, counter, 1, Expectation.exactly(EXISTING.value() + index / counters));
  }

  /** Returns an irregular delta, which the journal cannot collapse into runs; never 0. */
  private static long delta(SplittableRandom random) {
    long size = random.nextInt(1, DELTA_MAX + 1);
    return random.nextBoolean() ? size : -size;
  }
}
