package io.counterstream.core;

import java.util.Optional;

/**
 * A request to replace an item, which succeeds only if the table still holds what was seen.
 *
 * @param item the item to write
 * @param seen the item that must still be there, compared by value, version, and the source and
 *     offset of its last writer; if empty, no item may be there
 */
public record ConditionalPut(CounterItem item, Optional<CounterItem> seen) {}
