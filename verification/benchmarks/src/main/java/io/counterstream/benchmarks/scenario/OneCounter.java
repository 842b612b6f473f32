package io.counterstream.benchmarks.scenario;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.SplittableRandom;

/** Streams for one counter that all apply. */
final class OneCounter {
  private static final int DELTA_MAX = 9;

  private OneCounter() {}

  static CommandSource hot() {
    return new CommandSource() {
      private long index;

      @Override
      public IncrementCommand next() {
        return new IncrementCommand(CommandSource.id(index++), "hot", 1, Expectation.ANY);
      }
    };
  }

  static CommandSource chain(SplittableRandom random) {
    return new CommandSource() {
      private long index;
      private long value;

      @Override
      public IncrementCommand next() {
        long delta = delta(random);
        Expectation expected = new Expectation.Exactly(value);
        value += delta;
        return new IncrementCommand(CommandSource.id(index++), "chain", delta, expected);
      }
    };
  }

  /** An irregular change, up or down and not 0: the journal can't pack it into runs. */
  static long delta(SplittableRandom random) {
    long size = random.nextInt(1, DELTA_MAX + 1);
    return random.nextBoolean() ? size : -size;
  }
}
