package io.counterstream.workload;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.OptionalLong;

/** What a command of a load expects. The names are the words on the command line. */
public enum ExpectationKind {
  /** No expectation: the command always applies. */
  any,
  /** The value that the load saw last; a conflict if another command changed it since. */
  seen,
  /** The value and the version that the load saw last. */
  version,
  /** That the counter does not exist: a conflict for all commands but the first. */
  absent,
  /** No expectation, and a delta of 0: the command reads. */
  check;

  /** Returns a command of this kind for a counter whose state was last seen as {@code last}. */
  public CounterCommand command(String id, String counter, CounterState last) {
    return switch (this) {
      case any -> new CounterCommand(id, counter, 1, Expectation.ANY);
      case seen -> new CounterCommand(id, counter, 1, Expectation.exactly(last.value()));
      case version ->
        new CounterCommand(
            id, counter, 1, Expectation.exactly(last.value()), OptionalLong.of(last.version()));
      case absent -> new CounterCommand(id, counter, 1, Expectation.ABSENT);
      case check -> new CounterCommand(id, counter, 0, Expectation.ANY);
    };
  }
}
