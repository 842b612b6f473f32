package io.counterstream.analytics.api;

import io.counterstream.analytics.model.HourSum;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.analytics.stream.StateStores;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the windows of counters in one partition, while the stream thread moves them: a minute goes
 * from the open windows to its hour and to the closed ones. What is moved is written before it is
 * removed, so each window is read where it comes from before where it goes to; and what was found
 * in both places counts once.
 */
final class WindowReader {
  /** No window is later than this from now. */
  private static final long AHEAD_MILLIS = 3_600_000;

  private final LocalStores stores;
  private final int partition;

  WindowReader(LocalStores stores, int partition) {
    this.stores = stores;
    this.partition = partition;
  }

  /** The windows of a counter that begin in a period, both ends included, by their begin. */
  Map<Long, WindowStats> between(String name, WindowSpan size, long from, long to) {
    return size == WindowSpan.MINUTE ? minutes(name, from, to) : hours(name, from, to);
  }

  private Map<Long, WindowStats> minutes(String name, long from, long to) {
    Map<Long, WindowStats> found =
        open(name, WindowSpan.MINUTE, new long[] {from, to}, WindowStats::decode);
    found.putAll(closed(StateStores.MINUTES, name, from, to));
    return found;
  }

  private Map<Long, WindowStats> hours(String name, long from, long to) {
    long[] minutesOf = {from, WindowSpan.HOUR.startOf(to) + WindowSpan.HOUR.millis() - 1};
    Map<Long, WindowStats> minutes = open(name, WindowSpan.MINUTE, minutesOf, WindowStats::decode);
    Map<Long, HourSum> sums = open(name, WindowSpan.HOUR, new long[] {from, to}, HourSum::decode);
    minutes.forEach((start, stats) -> sums.compute(WindowSpan.HOUR.startOf(start), (hour, sum) -> {
      HourSum before = sum == null ? HourSum.decode(null) : sum;
      return before.throughMillis() < start ? before.with(start, stats) : before;
    }));
    Map<Long, WindowStats> found = new TreeMap<>();
    sums.forEach((start, sum) -> found.put(start, sum.stats()));
    found.putAll(closed(StateStores.HOURS, name, from, to));
    return found;
  }

  private Map<Long, WindowStats> closed(String store, String name, long from, long to) {
    Map<Long, WindowStats> found = new TreeMap<>();
    try (var closed = stores
        .window(store, partition)
        .fetch(
            StateStores.counterKey(name), Instant.ofEpochMilli(from), Instant.ofEpochMilli(to))) {
      closed.forEachRemaining(window -> found.put(window.key, WindowStats.decode(window.value)));
    }
    return found;
  }

  /** Looks at each open window that there may be. */
  private <T> Map<Long, T> open(
      String name, WindowSpan size, long[] period, Function<byte[], T> decode) {
    Map<Long, T> found = new TreeMap<>();
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
        found.put(start, decode.apply(stored));
      }
    }
    return found;
  }
}
