package io.counterstream.torture.table;

import io.counterstream.contract.CounterState;
import java.util.Map;

/**
 * An item of the table.
 *
 * @param state its value and version
 * @param texts its attributes that are text
 */
public record FoundItem(CounterState state, Map<String, String> texts) {
  /** Copies the map. */
  public FoundItem {
    texts = Map.copyOf(texts);
  }
}
