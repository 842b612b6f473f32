package io.counterstream.core;

import java.util.Optional;

/**
 * A request to put a counter's attributes, on condition that the table still holds the item that
 * was seen. The item's other attributes, which belong to other programs, stay.
 *
 * @param item the item to write
 * @param seen the item that the table must hold, compared by value, version, whether it is a
 *     tombstone, the last writer's source and offset, and the offsets of all other logs; if empty,
 *     the table must hold no item
 */
public record ConditionalPut(CounterItem item, Optional<CounterItem> seen) {}
