package io.counterstream.analytics.api;

import io.counterstream.analytics.model.CounterEntry;
import io.counterstream.analytics.model.HotMinute;
import io.counterstream.analytics.model.HotSketch;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.analytics.stream.LiveState;
import io.counterstream.analytics.stream.StateStores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the hot counters of one partition: candidates of the sketches, exact by their windows. */
final class HotReader {
  private final LocalStores stores;
  private final LiveState live;
  private final int partition;
  private final WindowReader windows;
  private final Map<String, Parts.HotCounter> exact = new HashMap<>();

  HotReader(LocalStores stores, LiveState live, int partition) {
    this.stores = stores;
    this.live = live;
    this.partition = partition;
    this.windows = new WindowReader(stores, partition);
  }

  Parts.Hot read(PartitionQuery.Hot query) {
    long from = query.from().toEpochMilli();
    long to = query.to().toEpochMilli();
    HotMinute sum = live.hot(partition, from, to).orElseGet(() -> stored(from, to));
    return new Parts.Hot(
        list(sum.commands(), query), list(sum.conflicts(), query), list(sum.moves(), query));
  }

  /** A copy of another instance's partition has the closed minutes only. */
  private HotMinute stored(long from, long to) {
    HotMinute sum = new HotMinute();
    try (var minutes = stores
        .keyValue(StateStores.HOT, partition)
        .range(StateStores.numberKey(from), StateStores.numberKey(Math.max(from, to - 1)))) {
      minutes.forEachRemaining(minute -> sum.add(HotMinute.decode(minute.value)));
    }
    return sum;
  }

  private Parts.HotList list(HotSketch sketch, PartitionQuery.Hot query) {
    List<Parts.HotCounter> counters = sketch.top(query.limit()).stream()
        .map(counter -> exact.computeIfAbsent(counter, name -> exact(name, query)))
        .toList();
    return new Parts.HotList(sketch.errorMax(), counters);
  }

  private Parts.HotCounter exact(String counter, PartitionQuery.Hot query) {
    WindowStats sum = new WindowStats();
    long to = query.to().toEpochMilli() - 1;
    windows
        .between(counter, WindowSpan.MINUTE, query.from().toEpochMilli(), to)
        .values()
        .forEach(sum::addLater);
    byte[] stored =
        stores.keyValue(StateStores.COUNTERS, partition).get(StateStores.counterKey(counter));
    return new Parts.HotCounter(
        counter,
        sum.commands(),
        sum.conflicts(),
        sum.change(),
        stored == null ? null : CounterEntry.decode(stored).value());
  }
}
