package io.counterstream.cli.load;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.OptionalLong;

/** What a command of the load believes. The names are the words on the command line. */
public enum ExpectationKind {
  /** Nothing: it always applies. */
  any,
  /** The value that this load saw last; a conflict if another command was in between. */
  seen,
  /** The value and version that this load saw last. */
  version,
  /** That there is no counter: a conflict for all but the first. */
  absent,
  /** Nothing, and it adds nothing: it reads. */
  check;

  /** A command of this kind, given what its counter was when it was seen last. */
  IncrementCommand command(String id, String counter, CounterState last) {
    return switch (this) {
      case any -> new IncrementCommand(id, counter, 1, Expectation.ANY);
      case seen -> new IncrementCommand(id, counter, 1, Expectation.exactly(last.value()));
      case version ->
        new IncrementCommand(
            id, counter, 1, Expectation.exactly(last.value()), OptionalLong.of(last.version()));
      case absent -> new IncrementCommand(id, counter, 1, Expectation.ABSENT);
      case check -> new IncrementCommand(id, counter, 0, Expectation.ANY);
    };
  }
}
