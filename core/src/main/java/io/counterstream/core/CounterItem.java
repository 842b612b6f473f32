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
 * @param content the counter's value and version, or that they are unusable
 * @param logs the progress of each log, that of the last writer first; empty in an item that
 *     another writer created
 * @param updatedAt the record timestamp of the last applied command; empty if there is none
 * @param raw what the table holds, if the components above do not tell it
 */
public record CounterItem(
    String counter,
    Content content,
    List<LogProgress> logs,
    Optional<Instant> updatedAt,
    Optional<RawItem> raw) {
  /** The greatest version that a command may be decided against: a change adds 1 to it. */
  public static final long VERSION_MAX = Long.MAX_VALUE - 1;

  /** What the attributes {@code value} and {@code version} say. */
  public sealed interface Content {}

  /**
   * A counter's value and version.
   *
   * @param value the value
   * @param storedVersion the version; empty if another writer created the item without one
   * @param tombstone whether the item says that the counter was deleted
   */
  public record Usable(long value, OptionalLong storedVersion, boolean tombstone)
      implements Content {}

  /**
   * No value and version of a counter, although the progress of the logs can be read.
   *
   * @param fault the attribute, what it must be, and what was found
   */
  public record Unusable(String fault) implements Content {}

  /** Copies the list. */
  public CounterItem {
    logs = List.copyOf(logs);
  }

  /** A usable item. */
  public CounterItem(
      String counter,
      long value,
      OptionalLong storedVersion,
      List<LogProgress> logs,
      Optional<Instant> updatedAt) {
    this(counter, new Usable(value, storedVersion, false), logs, updatedAt, Optional.empty());
  }

  /**
   * The counter's state; empty if the item is unusable. An item with a value but without a version,
   * which another writer created or edited, is a counter that exists: its version counts as 1. So
   * is a tombstone whose value another writer has edited.
   */
  public Optional<CounterState> state() {
    if (!(content instanceof Usable usable)) {
      return Optional.empty();
    }
    long version = usable.storedVersion().orElse(1);
    boolean zero = usable.value() == 0;
    boolean deleted = usable.tombstone() && zero && version > 0;
    return Optional.of(
        new CounterState(usable.value(), version == 0 && !zero ? 1 : version, deleted));
  }

  /**
   * The content of an item that is usable.
   *
   * @throws IllegalStateException if it is not
   */
  public Usable usable() {
    if (content instanceof Usable usable) {
      return usable;
    }
    throw new IllegalStateException("item of counter " + counter + " is not usable: " + content);
  }

  /** The same item with other progress of its logs. */
  CounterItem withLogs(List<LogProgress> progress) {
    return new CounterItem(counter, content, progress, updatedAt, raw);
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
    return withLogs(changed);
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
