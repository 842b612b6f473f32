package io.counterstream.core;

import io.counterstream.contract.CounterState;
import java.util.Optional;

/** What an item shows about a delivered command. */
public sealed interface CommandStatus {
  /** The only {@link Undecided}. */
  CommandStatus UNDECIDED = new Undecided();

  /** The only {@link Stale}. */
  CommandStatus STALE = new Stale();

  /** The only {@link Rewritten}. */
  CommandStatus REWRITTEN = new Rewritten();

  /** The command is above the item's offset: decide it against the item. */
  record Undecided() implements CommandStatus {}

  /**
   * The journal holds the command: deciding it again against the same state gives the same outcome.
   *
   * @param state the counter's state right before the command; empty if the item was unusable
   */
  record DecidedAgainst(Optional<CounterState> state) implements CommandStatus {}

  /** The command was decided, and the journal no longer holds it: its outcome was committed. */
  record Stale() implements CommandStatus {}

  /**
   * The log holds another command at this offset than the one that was decided: it has lost
   * acknowledged records and given their offsets to others.
   */
  record Rewritten() implements CommandStatus {}
}
