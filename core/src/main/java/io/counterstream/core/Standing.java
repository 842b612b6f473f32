package io.counterstream.core;

import io.counterstream.contract.CounterState;

/** How a delivered command stands to the item that is in the table. */
public sealed interface Standing {
  /** Not yet decided: decide it against the item. */
  Standing OPEN = new Open();

  /** Decided, and its outcome committed by another owner: we are stale. */
  Standing STALE = new Stale();

  /** To be decided against the item as it is. */
  record Open() implements Standing {}

  /**
   * Already decided; deciding again against the same state gives the same outcome.
   *
   * @param state what it was decided against
   */
  record DecidedAgainst(CounterState state) implements Standing {}

  /** Decided, and no longer in the journal. */
  record Stale() implements Standing {}
}
