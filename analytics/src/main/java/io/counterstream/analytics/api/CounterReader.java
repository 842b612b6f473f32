package io.counterstream.analytics.api;

import io.counterstream.analytics.model.CounterEntry;
import io.counterstream.analytics.model.Totals;
import io.counterstream.analytics.model.WindowSize;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.analytics.stream.AnalysisSettings;
import io.counterstream.analytics.stream.StateStores;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads counters in one partition. */
final class CounterReader {
  /** The periods of a counter, in minutes. */
  static final List<Integer> PERIODS = List.of(5, 60, 1440);

  /** No window is later than this from now. */
  private static final long AHEAD_MILLIS = 3_600_000;

  private final LocalStores stores;
  private final AnalysisSettings settings;
  private final int partition;

  CounterReader(LocalStores stores, AnalysisSettings settings, int partition) {
    this.stores = stores;
    this.settings = settings;
    this.partition = partition;
  }

  /** Reads one more than the limit, so that the caller knows whether there are more. */
  Parts.States search(PartitionQuery.Counters query) {
    byte[] prefix = query.prefix().getBytes(StandardCharsets.UTF_8);
    Bytes first = StateStores.counterKey(query.after() == null ? query.prefix() : query.after());
    List<Parts.State> items = new ArrayList<>();
    try (var found = stores.keyValue(StateStores.COUNTERS, partition).range(first, null)) {
      while (found.hasNext() && items.size() <= query.limit()) {
        var counter = found.next();
        byte[] name = counter.key.get();
        if (!Arrays.equals(
            prefix, 0, prefix.length, name, 0, Math.min(prefix.length, name.length))) {
          break;
        }
        if (query.after() == null || !counter.key.equals(first)) {
          items.add(state(StateStores.counterOf(counter.key), CounterEntry.decode(counter.value)));
        }
      }
    }
    return new Parts.States(items);
  }

  private static Parts.State state(String counter, CounterEntry entry) {
    return new Parts.State(
        counter, entry.value(), entry.version(), entry.exists(), entry.changedAt());
  }

  /** Returns null if nothing was seen of it. */
  Parts.Counter counter(String name, Totals totals) {
    byte[] stored =
        stores.keyValue(StateStores.COUNTERS, partition).get(StateStores.counterKey(name));
    if (stored == null) {
      return null;
    }
    long now = System.currentTimeMillis();
    List<Parts.Stats> periods = new ArrayList<>();
    for (int minutes : PERIODS) {
      WindowSize size = minutes > 60 ? WindowSize.HOUR : WindowSize.MINUTE;
      long from = size.startOf(now) - minutes * WindowSize.MINUTE.millis();
      WindowStats sum = new WindowStats();
      window(name, size, from, Math.max(now, totals.streamTimeMillis()))
          .values()
          .forEach(sum::addLater);
      periods.add(Parts.Stats.of(from, sum, false));
    }
    CounterEntry entry = CounterEntry.decode(stored);
    return new Parts.Counter(state(name, entry), entry.severalLogs(), periods);
  }

  Parts.Windows windows(PartitionQuery.Windows query, Totals totals) {
    List<Parts.Stats> items = new ArrayList<>();
    window(query.name(), query.size(), query.from().toEpochMilli(), query.to().toEpochMilli() - 1)
        .forEach((start, stats) -> items.add(Parts.Stats.of(
            start,
            stats,
            query
                .size()
                .isClosed(start, totals.streamTimeMillis(), settings.grace().toMillis()))));
    return new Parts.Windows(items);
  }

  /** The windows that begin in a period, by their begin. */
  private Map<Long, WindowStats> window(String name, WindowSize size, long from, long to) {
    Map<Long, WindowStats> found =
        readWindows(stores, partition, name, size, new long[] {from, to});
    if (size == WindowSize.HOUR) {
      // The minutes that are not closed are not in their hour yet.
      readOpen(stores, partition, name, WindowSize.MINUTE, new long[] {from, to})
          .forEach((start, stats) -> found
              .computeIfAbsent(size.startOf(start), unseen -> new WindowStats())
              .addLater(stats));
    }
    return found;
  }

  /** The windows of one size that begin from {@code period[0]} to {@code period[1]}. */
  static Map<Long, WindowStats> readWindows(
      LocalStores stores, int partition, String name, WindowSize size, long[] period) {
    Map<Long, WindowStats> found = new TreeMap<>();
    String store = size == WindowSize.MINUTE ? StateStores.MINUTES : StateStores.HOURS;
    try (var closed = stores
        .window(store, partition)
        .fetch(
            StateStores.counterKey(name),
            Instant.ofEpochMilli(period[0]),
            Instant.ofEpochMilli(period[1]))) {
      closed.forEachRemaining(window -> found.put(window.key, WindowStats.decode(window.value)));
    }
    readOpen(stores, partition, name, size, period).forEach(found::putIfAbsent);
    return found;
  }

  /** Looks at each open window that there may be. */
  private static Map<Long, WindowStats> readOpen(
      LocalStores stores, int partition, String name, WindowSize size, long[] period) {
    Map<Long, WindowStats> found = new TreeMap<>();
    ReadOnlyKeyValueStore<Bytes, byte[]> open = stores.keyValue(StateStores.OPEN, partition);
    long first;
    try (var windows = open.range(
        StateStores.openKey(size, 0, ""), StateStores.openKey(size, Long.MAX_VALUE, ""))) {
      first = windows.hasNext() ? StateStores.startOfOpen(windows.peekNextKey()) : Long.MAX_VALUE;
    }
    long end = Math.min(period[1], System.currentTimeMillis() + AHEAD_MILLIS);
    for (long start = Math.max(first, size.startOf(period[0] + size.millis() - 1));
        start <= end && start != Long.MAX_VALUE;
        start += size.millis()) {
      byte[] stored = open.get(StateStores.openKey(size, start, name));
      if (stored != null) {
        found.put(start, WindowStats.decode(stored));
      }
    }
    return found;
  }
}
