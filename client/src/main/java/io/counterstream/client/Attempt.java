package io.counterstream.client;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import java.util.OptionalLong;

/**
 * One command on behalf of an update, which may be sent more than once under its id. Its guard, the
 * expected value and version, lets at most one of the records apply.
 */
final class Attempt {
  private final Update update;
  private final CounterState expected;
  private final IncrementCommand command;
  private OutcomeUnknownException doubt;

  Attempt(Update update, CounterState expected, IncrementCommand command) {
    this.update = update;
    this.expected = expected;
    this.command = command;
  }

  /** An attempt that applies if the counter is still as it was when the function was asked. */
  static Attempt of(Update update, String id, String counter, CounterState seen) {
    long delta = update.deltaFor(seen.value());
    return new Attempt(
        update,
        seen,
        new IncrementCommand(
            id,
            counter,
            delta,
            Expectation.exactly(seen.value()),
            OptionalLong.of(seen.version())));
  }

  Update update() {
    return update;
  }

  CounterState expected() {
    return expected;
  }

  IncrementCommand command() {
    return command;
  }

  /** What the counter is when this has applied; its expectation if that does not fit 64 bits. */
  CounterState after() {
    long delta = command.delta();
    return delta == 0 || expected.overflowsBy(delta)
        ? expected
        : new CounterState(expected.value() + delta, expected.version() + 1);
  }

  /** A record of it may be in the log. */
  void doubt(OutcomeUnknownException unknown) {
    if (doubt == null) {
      doubt = unknown;
    }
  }

  boolean isInDoubt() {
    return doubt != null;
  }

  /** From where on all its records' outcomes stand; null without doubt. */
  SendPosition firstPosition() {
    return doubt == null ? null : doubt.position();
  }

  /** The failure that says so, from the first position on. */
  OutcomeUnknownException unknown(RuntimeException last) {
    return new OutcomeUnknownException(
        last.getMessage(), command.commandId(), firstPosition(), doubt.isStored(), last);
  }
}
