package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.HotMinute;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.contract.Outcome;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The hot counters of a partition, minute by minute. Those of a minute are stored once, when it is
 * closed; those of open minutes are counted again from the open windows after a restart.
 */
final class HotMinutes {
  private final NavigableMap<Long, HotMinute> minutes = new TreeMap<>();
  private final KeyValueStore<Bytes, byte[]> store;
  private long storedUpTo = Long.MIN_VALUE;

  /** Loads what is stored, and counts the open windows of minutes that are not. */
  HotMinutes(KeyValueStore<Bytes, byte[]> store, KeyValueStore<Bytes, byte[]> open) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> stored = store.all()) {
      stored.forEachRemaining(minute -> {
        long start = StateStores.numberOf(minute.key);
        minutes.put(start, HotMinute.decode(minute.value));
        storedUpTo = Math.max(storedUpTo, start);
      });
    }
    try (KeyValueIterator<Bytes, byte[]> windows = open.range(
        StateStores.openKey(WindowSpan.MINUTE, 0, ""),
        StateStores.openKey(WindowSpan.HOUR, 0, ""))) {
      windows.forEachRemaining(this::addOpen);
    }
  }

  private void addOpen(KeyValue<Bytes, byte[]> window) {
    long start = StateStores.startOfOpen(window.key);
    if (start > storedUpTo && window.key.get()[0] == WindowSpan.MINUTE.ordinal()) {
      minute(start).add(StateStores.counterOfOpen(window.key), WindowStats.decode(window.value));
    }
  }

  private HotMinute minute(long start) {
    return minutes.computeIfAbsent(start, unseen -> new HotMinute());
  }

  /** Counts an outcome in an open minute. */
  synchronized void add(long start, String counter, Outcome outcome) {
    minute(start).add(counter, outcome);
  }

  /** Stores minutes that are closed, and removes those that are too old. */
  synchronized void close(long streamTimeMillis, long graceMillis) {
    for (long start : minutes.tailMap(storedUpTo, false).navigableKeySet()) {
      if (WindowSpan.MINUTE.isClosed(start, streamTimeMillis, graceMillis)) {
        store.put(StateStores.numberKey(start), minutes.get(start).encode());
        storedUpTo = start;
      }
    }
    long oldest = streamTimeMillis - AnalysisSettings.HOT_RETENTION.toMillis();
    while (!minutes.isEmpty() && minutes.firstKey() + WindowSpan.MINUTE.millis() < oldest) {
      store.delete(StateStores.numberKey(minutes.pollFirstEntry().getKey()));
    }
  }

  /** The hot counters of minutes that begin in a period. */
  synchronized HotMinute between(long from, long to) {
    HotMinute sum = new HotMinute();
    minutes.subMap(from, true, Math.max(from, to), false).values().forEach(sum::add);
    return sum;
  }
}
