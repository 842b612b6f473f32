package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.HourSum;
import io.counterstream.analytics.model.Totals;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.contract.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The windows of a partition. Owned by the stream thread.
 *
 * <ul>
 *   <li>Stream time, the newest event time, decides whether a window is closed: so the result does
 *       not depend on when a record is read. Without records no window closes.
 *   <li>A window of a second is written to the topic when it is closed.
 *   <li>Windows of counters are in a store in the order of time, and move to the store in the order
 *       of counters when they are closed: a few with each record, because a minute of many counters
 *       closes at once. An hour is the sum of its minutes.
 * </ul>
 */
final class CounterWindows {
  /** Later than every window, and small enough to be added to. */
  private static final long NONE = Long.MAX_VALUE / 2;

  private final KeyValueStore<Bytes, byte[]> open;
  private final WindowStore<Bytes, byte[]> seconds;
  private final WindowStore<Bytes, byte[]> minutes;
  private final WindowStore<Bytes, byte[]> hours;
  private final HotMinutes hot;
  private final AnalysisOutput output;
  private final Bytes partition;
  private final long graceMillis;

  /** Where the first open window begins, or before. */
  private long openMinutesFrom = 0;

  private long openHoursFrom = 0;

  CounterWindows(
      ProcessorContext<byte[], byte[]> context,
      AnalysisSettings settings,
      AnalysisOutput output,
      HotMinutes hot) {
    this.open = context.getStateStore(StateStores.OPEN);
    this.seconds = context.getStateStore(StateStores.SECONDS);
    this.minutes = context.getStateStore(StateStores.MINUTES);
    this.hours = context.getStateStore(StateStores.HOURS);
    this.hot = hot;
    this.output = output;
    this.partition = StateStores.partitionKey(context.taskId().partition());
    this.graceMillis = settings.grace().toMillis();
  }

  /** Counts an outcome in its windows that are open; else as late. */
  void add(Outcome outcome, long timeMillis, Totals totals) {
    long second = WindowSpan.SECOND.startOf(timeMillis);
    if (WindowSpan.SECOND.isClosed(second, totals.streamTimeMillis(), graceMillis)) {
      totals.addLate();
    } else {
      WindowStats stats = WindowStats.decode(seconds.fetch(partition, second));
      stats.add(outcome);
      seconds.put(partition, stats.encode(), second);
    }
    long minute = WindowSpan.MINUTE.startOf(timeMillis);
    if (outcome.counterName().isPresent()
        && !WindowSpan.MINUTE.isClosed(minute, totals.streamTimeMillis(), graceMillis)) {
      String counter = outcome.counterName().get();
      Bytes key = StateStores.openKey(WindowSpan.MINUTE, minute, counter);
      WindowStats stats = WindowStats.decode(open.get(key));
      stats.add(outcome);
      open.put(key, stats.encode());
      openMinutesFrom = Math.min(openMinutesFrom, minute);
      hot.add(minute, counter, outcome);
    }
  }

  /** Writes the windows of a second that are closed because stream time went on. */
  void closeSeconds(long before, long now) {
    if (before == Totals.NO_TIME || before == now) {
      return;
    }
    long delay = graceMillis + WindowSpan.SECOND.millis();
    long from = WindowSpan.SECOND.startOf(Math.max(0, before - delay)) + (before < delay ? 0 : 1);
    long to = WindowSpan.SECOND.startOf(Math.max(0, now - delay));
    if (from <= to && now >= delay) {
      List<KeyValue<Long, byte[]>> closed = new ArrayList<>();
      try (var windows = seconds.fetch(partition, from, to)) {
        windows.forEachRemaining(closed::add);
      }
      closed.forEach(window -> output.stats(
          Optional.empty(), WindowSpan.SECOND, window.key, WindowStats.decode(window.value)));
    }
  }

  /** Moves windows of counters that are closed, at most {@code limit}. */
  void closeCounters(long streamTimeMillis, int limit) {
    hot.close(streamTimeMillis, graceMillis);
    if (WindowSpan.MINUTE.isClosed(openMinutesFrom, streamTimeMillis, graceMillis)) {
      List<KeyValue<Bytes, byte[]>> closed = due(WindowSpan.MINUTE, streamTimeMillis, limit);
      closed.forEach(this::closeMinute);
      if (closed.size() == limit) {
        return;
      }
      openMinutesFrom = first(WindowSpan.MINUTE);
    }
    if (WindowSpan.HOUR.isClosed(openHoursFrom, streamTimeMillis, graceMillis)) {
      List<KeyValue<Bytes, byte[]>> closed = due(WindowSpan.HOUR, streamTimeMillis, limit);
      closed.forEach(this::closeHour);
      if (closed.size() < limit) {
        openHoursFrom = first(WindowSpan.HOUR);
      }
    }
  }

  private List<KeyValue<Bytes, byte[]>> due(WindowSpan size, long streamTimeMillis, int limit) {
    List<KeyValue<Bytes, byte[]>> due = new ArrayList<>();
    Bytes from = StateStores.openKey(size, 0, "");
    // No window has this key, because no counter's name is empty.
    long end = Math.max(0, streamTimeMillis - graceMillis - size.millis() + 1);
    try (KeyValueIterator<Bytes, byte[]> windows =
        open.range(from, StateStores.openKey(size, end, ""))) {
      while (windows.hasNext() && due.size() < limit) {
        due.add(windows.next());
      }
    }
    return due;
  }

  private long first(WindowSpan size) {
    try (KeyValueIterator<Bytes, byte[]> windows = open.range(
        StateStores.openKey(size, 0, ""), StateStores.openKey(size, Long.MAX_VALUE, ""))) {
      return windows.hasNext() ? StateStores.startOfOpen(windows.peekNextKey()) : NONE;
    }
  }

  private void closeMinute(KeyValue<Bytes, byte[]> window) {
    String counter = StateStores.counterOfOpen(window.key);
    long start = StateStores.startOfOpen(window.key);
    WindowStats stats = WindowStats.decode(window.value);
    minutes.put(StateStores.counterKey(counter), window.value, start);
    output.stats(Optional.of(counter), WindowSpan.MINUTE, start, stats);
    long hourStart = WindowSpan.HOUR.startOf(start);
    Bytes hour = StateStores.openKey(WindowSpan.HOUR, hourStart, counter);
    open.put(hour, HourSum.decode(open.get(hour)).with(start, stats).encode());
    openHoursFrom = Math.min(openHoursFrom, hourStart);
    open.delete(window.key);
  }

  private void closeHour(KeyValue<Bytes, byte[]> window) {
    String counter = StateStores.counterOfOpen(window.key);
    long start = StateStores.startOfOpen(window.key);
    WindowStats stats = HourSum.decode(window.value).stats();
    hours.put(StateStores.counterKey(counter), stats.encode(), start);
    output.stats(Optional.of(counter), WindowSpan.HOUR, start, stats);
    open.delete(window.key);
  }
}
