package io.counterstream.processor.engine;

import io.counterstream.core.CounterItem;
import io.counterstream.core.LogProgress;
import io.counterstream.core.LogSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** The parts of an item that a put's condition compares. */
public record ComparedItem(
    long value,
    OptionalLong version,
    Optional<LogSource> source,
    Optional<Long> offset,
    Set<LogProgress> otherLogs) {
  /** Whether a table that holds an item fulfills the condition of a put that has seen another. */
  public static boolean areEqual(Optional<CounterItem> seen, Optional<CounterItem> actual) {
    return seen.map(ComparedItem::of).equals(actual.map(ComparedItem::of));
  }

  private static ComparedItem of(CounterItem item) {
    return new ComparedItem(
        item.usable().value(),
        item.usable().storedVersion(),
        item.lastWriter().map(LogProgress::source),
        item.lastWriter().map(LogProgress::offset),
        item.logs().stream().skip(1).collect(Collectors.toSet()));
  }
}
