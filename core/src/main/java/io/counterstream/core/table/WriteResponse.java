package io.counterstream.core.table;

import io.counterstream.core.BlindUpdate;
import io.counterstream.core.ConditionalPut;
import io.counterstream.core.CounterItem;
import java.util.Optional;

/** The table's response to a conditional write: a {@link ConditionalPut} or {@link BlindUpdate}. */
public sealed interface WriteResponse {
  /** The item that the table held after the request; empty if it held none. */
  Optional<CounterItem> current();

  /**
   * The condition held.
   *
   * @param written the item that the request left
   */
  record Accepted(CounterItem written) implements WriteResponse {
    @Override
    public Optional<CounterItem> current() {
      return Optional.of(written);
    }
  }

  /**
   * The condition failed; nothing was written.
   *
   * @param current the item that made it fail; empty if the table held no item
   */
  record Refused(Optional<CounterItem> current) implements WriteResponse {}
}
