package counterstream.table;

import counterstream.decide.CounterItem;
import java.util.Optional;

/** What the table said to a conditional put. */
public sealed interface PutAnswer {
  /** The put was done. */
  PutAnswer ACCEPTED = new Accepted();

  /** The table holds the item now. */
  record Accepted() implements PutAnswer {}

  /**
   * The condition failed; nothing was written.
   *
   * @param actual the item that was there instead, if one was
   */
  record Refused(Optional<CounterItem> actual) implements PutAnswer {}
}
