package io.counterstream.benchmarks.scenario;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;

/** Streams that come back to a counter late or never, with exact expectations. */
public final class ManyCounters {
  private ManyCounters() {}

  static CommandSource cold() {
    return new CommandSource() {
      private long index;

      @Override
      public IncrementCommand next() {
        long now = index++;
        return new IncrementCommand(
            CommandSource.id(now), "k" + now, 1, new Expectation.Exactly(0));
      }
    };
  }

  static CommandSource existing(int counters, int first, long value) {
    return new CommandSource() {
      private long index;

      @Override
      public IncrementCommand next() {
        long now = index++;
        String counter = existingName((int) ((first + now) % counters));
        Expectation expected = new Expectation.Exactly(value + now / counters);
        return new IncrementCommand(CommandSource.id(now), counter, 1, expected);
      }
    };
  }

  /** The name of one of the counters that exist before the first command. */
  public static String existingName(int number) {
    return "g" + number;
  }
}
