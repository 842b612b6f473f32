package io.counterstream.benchmarks.scenario;

import io.counterstream.contract.IncrementCommand;

/** An endless stream of commands, the same each time it is made from the same workload. */
@FunctionalInterface
public interface CommandSource {
  /** The next command; the first one's id is {@code c0}, then {@code c1} and so on. */
  IncrementCommand next();

  /** The id of the command at {@code index}. */
  static String id(long index) {
    return "c" + index;
  }

  /** The index of the command with this id. */
  static int indexOf(String id) {
    return Integer.parseInt(id, 1, id.length(), 10);
  }
}
