package io.counterstream.core;

import io.counterstream.contract.CounterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A counter's item as it stands in the table.
 *
 * <p>It remembers every log that it was changed from. That is one, unless producers use different
 * partitioners, partitions were added, or the topic was made anew: each log's commands are then
 * still decided once and in their order, only not in one order with the other's.
 *
 * @param counter the counter's name, the item's key
 * @param value its value
 * @param storedVersion its version; empty in an item that another writer made without one
 * @param logs what it remembers, the log that last wrote it first; empty in an item made by another
 *     writer
 * @param updatedAt the record timestamp of the last applied command; empty if none was
 */
public record CounterItem(
    String counter,
    long value,
    OptionalLong storedVersion,
    List<LogProgress> logs,
    Optional<Instant> updatedAt) {
  /** Copies the list. */
  public CounterItem {
    logs = List.copyOf(logs);
  }

  /**
   * The counter's state. An item with a value but without a version, made or edited by another
   * writer, is a counter that exists: it counts as version 1.
   */
  public CounterState state() {
    long version = storedVersion.orElse(1);
    return new CounterState(value, version == 0 && value != 0 ? 1 : version);
  }

  /** What is remembered of the log that wrote this item. */
  public Optional<LogProgress> lastWriter() {
    return logs.stream().findFirst();
  }

  /** What is remembered of a log. */
  public Optional<LogProgress> of(LogSource source) {
    for (LogProgress log : logs) {
      if (log.source().equals(source)) {
        return Optional.of(log);
      }
    }
    return Optional.empty();
  }

  /** What a writer with this record has to remember: its record first, then the other logs'. */
  List<LogProgress> logsWith(LogProgress writer) {
    List<LogProgress> all = new ArrayList<>();
    all.add(writer);
    for (LogProgress log : logs) {
      if (!log.source().equals(writer.source())) {
        all.add(log);
      }
    }
    return all;
  }
}
