package io.counterstream.core.table;

import io.counterstream.core.CounterItem;
import java.util.Optional;

/** What the table said to a conditional put. */
public sealed interface PutResponse {
  /** The put was done. */
  PutResponse ACCEPTED = new Accepted();

  /** The table holds the item now. */
  record Accepted() implements PutResponse {}

  /**
   * The condition failed; nothing was written.
   *
   * @param actual the item that was there instead, if one was
   */
  record Refused(Optional<CounterItem> actual) implements PutResponse {}
}
