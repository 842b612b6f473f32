package io.counterstream.analytics.api;

import io.counterstream.analytics.model.CounterEntry;
import io.counterstream.analytics.model.Totals;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.analytics.stream.AnalysisSettings;
import io.counterstream.analytics.stream.StateStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** Reads counters in one partition. */
final class CounterReader {
  /** The periods of a counter, in minutes. */
  static final List<Integer> PERIODS = List.of(5, 60, 1440);

  private final LocalStores stores;
  private final AnalysisSettings settings;
  private final int partition;
  private final WindowReader windows;

  CounterReader(LocalStores stores, AnalysisSettings settings, int partition) {
    this.stores = stores;
    this.settings = settings;
    this.partition = partition;
    this.windows = new WindowReader(stores, partition);
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
      WindowSpan size = minutes > 60 ? WindowSpan.HOUR : WindowSpan.MINUTE;
      long from = size.startOf(now) - minutes * WindowSpan.MINUTE.millis();
      WindowStats sum = new WindowStats();
      windows
          .between(name, size, from, Math.max(now, totals.streamTimeMillis()))
          .values()
          .forEach(sum::addLater);
      periods.add(Parts.Stats.of(from, sum, false));
    }
    CounterEntry entry = CounterEntry.decode(stored);
    return new Parts.Counter(state(name, entry), entry.severalLogs(), periods);
  }

  Parts.Windows windows(PartitionQuery.Windows query, Totals totals) {
    List<Parts.Stats> items = new ArrayList<>();
    long to = query.to().toEpochMilli() - 1;
    windows
        .between(query.name(), query.size(), query.from().toEpochMilli(), to)
        .forEach((start, stats) -> items.add(Parts.Stats.of(
            start,
            stats,
            query
                .size()
                .isClosed(start, totals.streamTimeMillis(), settings.grace().toMillis()))));
    return new Parts.Windows(items);
  }
}
