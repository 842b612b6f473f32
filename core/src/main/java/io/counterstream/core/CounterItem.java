package io.counterstream.core;

import io.counterstream.contract.CounterState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/**
 * A counter's item in the table.
 *
 * <p>It holds the progress of every log whose commands changed it. That is one log, unless
 * producers use different partitioners, partitions were added, or the topic was recreated. The
 * commands of each log are then still decided once and in log order, but there is no order across
 * logs.
 *
 * @param counter the counter's name, the item's key
 * @param value the counter's value
 * @param storedVersion the counter's version; empty if another writer created the item without one
 * @param logs the progress of each log, that of the last writer first; empty in an item that
 *     another writer created
 * @param updatedAt the record timestamp of the last applied command; empty if there is none
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
   * The counter's state. An item with a value but without a version, which another writer created
   * or edited, is a counter that exists: its version counts as 1.
   */
  public CounterState state() {
    long version = storedVersion.orElse(1);
    return new CounterState(value, version == 0 && value != 0 ? 1 : version);
  }

  /** The progress of the log that last wrote this item. */
  public Optional<LogProgress> lastWriter() {
    return logs.stream().findFirst();
  }

  /** The progress of the logs that did not write this item last. */
  public List<LogProgress> otherLogs() {
    return logs.subList(Math.min(1, logs.size()), logs.size());
  }

  /** The progress of a log. */
  public Optional<LogProgress> progressOf(LogSource source) {
    for (LogProgress log : logs) {
      if (log.source().equals(source)) {
        return Optional.of(log);
      }
    }
    return Optional.empty();
  }

  /** The same item with other progress of the logs that did not write it last. */
  public CounterItem withOtherLogs(UnaryOperator<LogProgress> change) {
    List<LogProgress> changed = new ArrayList<>(logs.subList(0, 1));
    otherLogs().stream().map(change).forEach(changed::add);
    return new CounterItem(counter, value, storedVersion, changed, updatedAt);
  }

  /** The logs of an item that this writer writes: its own progress first, then the other logs'. */
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
