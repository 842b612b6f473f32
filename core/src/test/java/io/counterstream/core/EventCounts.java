package io.counterstream.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often each event of a simulation occurred, over all schedules of a run.
 *
 * @param <E> the events that a run must contain to be worth anything
 */
public final class EventCounts<E extends Enum<E>> {
  private final Class<E> events;
  private final Map<E, Long> counts;

  /** Counts from 0. */
  public EventCounts(Class<E> events) {
    this.events = events;
    this.counts = new EnumMap<>(events);
  }

  /** The event occurred. */
  public void met(E event) {
    counts.merge(event, 1L, Long::sum);
  }

  /** The events that never occurred. */
  public List<E> never() {
    List<E> never = new ArrayList<>(List.of(events.getEnumConstants()));
    never.removeAll(counts.keySet());
    return never;
  }

  /** A line for each event: its count and its name. */
  public String table() {
    StringBuilder table = new StringBuilder();
    for (E event : events.getEnumConstants()) {
      String label = event.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      table.append(String.format("%,12d  %s%n", counts.getOrDefault(event, 0L), label));
    }
    return table.toString();
  }
}
