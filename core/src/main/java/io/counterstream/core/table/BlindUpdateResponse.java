package io.counterstream.core.table;

import io.counterstream.core.CounterItem;
import java.util.Optional;

/**
 * What the table said to a first touch.
 *
 * @param done whether the command was applied by it
 * @param item the item that is there now: the one that it left, or the one that was in its way
 */
public record BlindUpdateResponse(boolean done, Optional<CounterItem> item) {}
