package io.counterstream.core;

import io.counterstream.core.journal.Journal;
import java.util.Optional;

/**
 * The two rules that "exactly one outcome" rests on, separate from the machine that applies them.
 *
 * <p>Production has one implementation, {@link DecideOnce}. Tests weaken one rule at a time and
 * expect the guarantee to break.
 */
public interface Protocol {
  /**
   * What the item in the table shows about a delivered command.
   *
   * @param item the item; empty if there is none
   * @param source the command's log
   * @param command the command
   */
  CommandStatus status(Optional<CounterItem> item, LogSource source, LoggedCommand command);

  /**
   * The entries of a journal that must be kept.
   *
   * @param journal a journal of the log that {@code committed} belongs to
   * @param committed an offset below which every command is known to be committed
   */
  Journal retained(Journal journal, long committed);
}
