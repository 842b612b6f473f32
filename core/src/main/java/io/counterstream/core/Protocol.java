package io.counterstream.core;

import io.counterstream.core.journal.Journal;
import java.util.Optional;

/**
 * The judgements that "exactly one outcome" rests on, apart from the machine that acts on them.
 *
 * <p>Production has one, {@link DecideOnce}. Tests weaken it one judgement at a time and expect to
 * see the guarantee break.
 */
public interface Protocol {
  /** How a delivered command stands to the item that is there. */
  CommandStatus status(Optional<CounterItem> item, LogPosition command);

  /**
   * The entries of a journal that have to be kept.
   *
   * @param journal a journal of the log that {@code committed} belongs to
   * @param committed an offset below which every command is known to be committed
   */
  Journal retained(Journal journal, long committed);
}
