package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import java.util.List;

/**
 * The commands of one counter whose records one removal deleted before they had an outcome, and
 * which versions of the counter they may have led to: those between what the commands before and
 * behind them in their log have read or produced.
 *
 * @param commands the commands, in the order of their log
 * @param after the least version that the first of them may have found
 * @param until the greatest version that the last of them may have led to
 * @param untilNextLog the same, if none was decided after a command of a later log of the counter,
 *     as is usual: a processor that lives on may still decide some
 */
record LostRange(List<Lost> commands, long after, long until, long untilNextLog) {
  LostRange {
    commands = List.copyOf(commands);
  }

  /**
   * A command.
   *
   * @param mayBeRepeat whether it has no effect if its owner has read an earlier record that was
   *     removed, too
   */
  record Lost(CounterCommand command, boolean mayBeRepeat) {}

  /** The same, if none was decided after a command of a later log. */
  LostRange beforeNextLog() {
    return new LostRange(commands, after, Math.min(until, untilNextLog), untilNextLog);
  }

  /** Whether its commands may lead from this version to the next one. */
  boolean mayLeadFrom(long version) {
    return after <= version && version < until;
  }

  /** Whether all of its commands that were decided led to this version or an earlier one. */
  boolean isOverAt(long version) {
    return until <= version;
  }
}
