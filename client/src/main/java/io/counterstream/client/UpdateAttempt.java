package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One command on behalf of an update. It may be sent several times under its id; its guard, the
 * expected value and version, lets at most one of the records apply.
 */
final class UpdateAttempt {
  /** The reasons of rejections that every record of a command has, unless it conflicts. */
  private static final Set<String> FINAL_REASONS =
      Set.of(Outcome.Rejected.OVERFLOW, Outcome.Rejected.INVALID, Outcome.Rejected.WRONG_KEY);

  private final PendingUpdate update;
  private final CounterState expected;
  private final CounterCommand command;
  private OutcomeUnknownException doubt;

  private UpdateAttempt(PendingUpdate update, CounterState expected, CounterCommand command) {
    this.update = update;
    this.expected = expected;
    this.command = command;
  }

  /** Creates an attempt that applies if the counter is still in the state {@code expected}. */
  static UpdateAttempt of(PendingUpdate update, String id, String counter, CounterState expected) {
    CounterCommand command = new CounterCommand(
        id,
        counter,
        update.deltaFor(expected.value()),
        Expectation.exactly(expected.value()),
        OptionalLong.of(expected.version()));
    return new UpdateAttempt(update, expected, command);
  }

  PendingUpdate update() {
    return update;
  }

  CounterState expected() {
    return expected;
  }

  CounterCommand command() {
    return command;
  }

  /** The counter's state after this has applied; the expected state if the result overflows. */
  CounterState after() {
    long delta = command.delta();
    return delta == 0 || expected.overflowsBy(delta)
        ? expected
        : new CounterState(expected.value() + delta, expected.version() + 1);
  }

  /**
   * Whether no record of a command can apply any more, given the outcome of one of them that did
   * not. An unusable item may be corrected before the next record, as may what a later version of
   * the contract rejects.
   */
  static boolean excludesApplying(Outcome refusal) {
    return !(refusal instanceof Outcome.Rejected rejected)
        || FINAL_REASONS.contains(rejected.reason());
  }

  /** Notes that a record of the command may be in the log. */
  void doubt(OutcomeUnknownException unknown) {
    if (doubt == null) {
      doubt = unknown;
    }
  }

  boolean isInDoubt() {
    return doubt != null;
  }

  /** The position behind which all outcomes of the command are; null if nothing is in doubt. */
  SendPosition firstPosition() {
    return doubt == null ? null : doubt.position();
  }

  /** Ends the update with a failure; if a record may be in the log, the outcome is not known. */
  void fail(Throwable last) {
    update.result().completeExceptionally(isInDoubt() ? unknown(last) : last);
  }

  /** The failure of an attempt in doubt, with the first position. */
  OutcomeUnknownException unknown(Throwable last) {
    return new OutcomeUnknownException(
        last.getMessage(), command.commandId(), firstPosition(), doubt.isStored(), last);
  }
}
