package io.counterstream.core;

import java.util.Optional;

/**
 * A request to replace an item, on condition that the table still holds the item that was seen.
 *
 * @param item the item to write
 * @param seen the item that the table must hold, compared by value, version, the last writer's
 *     source and offset, and the progress of all other logs; if empty, the table must hold no item
 */
public record ConditionalPut(CounterItem item, Optional<CounterItem> seen) {}
