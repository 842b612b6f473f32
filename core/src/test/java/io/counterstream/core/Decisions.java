package io.counterstream.core;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.util.Optional;

/** Decides commands as the table must, for the simulations of other modules. */
public final class Decisions {
  private Decisions() {}

  /** The outcome of a command against a state. */
  public static Outcome decide(LoggedCommand command, CounterState state) {
    return Decider.decide(command.command(), command.timestamp(), state);
  }

  /** Whether a command changes no counter, whatever it is decided against. */
  public static boolean isCheck(CounterCommand command) {
    return Decider.isCheck(command);
  }

  /** A conflict with a state, whether the command's expectation holds for it or not. */
  static Outcome conflict(LoggedCommand logged, CounterState state) {
    return new Outcome.Conflict(logged.command(), state, logged.timestamp());
  }

  /** The state that a blind update was decided against. */
  public static CounterState before(Optional<CounterItem> item) {
    return BlindUpdateTerm.before(item).orElseThrow();
  }
}
