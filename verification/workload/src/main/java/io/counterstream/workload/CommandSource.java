package io.counterstream.workload;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.util.function.LongFunction;

/** An endless sequence of commands, the same each time it is made from the same workload. */
@FunctionalInterface
public interface CommandSource {
  /** Returns the next command; the ids are {@code c0}, {@code c1} and so on. */
  CounterCommand next();

  /** Returns the id of the command with this index. */
  static String id(long index) {
    return "c" + index;
  }

  /** Returns the index of the command with this id. */
  static int indexOf(String id) {
    return Integer.parseInt(id, 1, id.length(), 10);
  }

  /** Returns the source whose commands are a function of their index, called in order. */
  static CommandSource numbered(LongFunction<CounterCommand> commands) {
    return new CommandSource() {
      private long index;

      @Override
      public CounterCommand next() {
        return commands.apply(index++);
      }
    };
  }

  /** Returns the command with this index. */
  static CounterCommand command(long index, String counter, long delta, Expectation expected) {
    return new CounterCommand(id(index), counter, delta, expected);
  }
}
