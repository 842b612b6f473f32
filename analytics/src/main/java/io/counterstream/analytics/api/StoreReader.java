package io.counterstream.analytics.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.analytics.model.Alert;
import io.counterstream.analytics.model.CounterEntry;
import io.counterstream.analytics.model.Totals;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.model.WindowStats;
import io.counterstream.analytics.stream.AnalysisSettings;
import io.counterstream.analytics.stream.LiveState;
import io.counterstream.analytics.stream.StateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;

/** Reads a partition that this instance has. Thread-safe. */
final class StoreReader {
  private final LocalStores stores;
  private final AnalysisSettings settings;
  private final LiveState live;
  private final String instance;

  StoreReader(LocalStores stores, AnalysisSettings settings, LiveState live, String instance) {
    this.stores = stores;
    this.settings = settings;
    this.live = live;
    this.instance = instance;
  }

  /**
   * Answers a query.
   *
   * @throws org.apache.kafka.streams.errors.InvalidStateStoreException if the partition moves
   */
  Parts.Part read(int partition, Parts.Role role, PartitionQuery query) {
    Totals totals = totals(partition);
    Instant asOf =
        role == Parts.Role.ACTIVE ? Instant.now() : Instant.ofEpochMilli(totals.updatedMillis());
    Object value = value(partition, query, totals);
    return new Parts.Part(
        partition,
        instance,
        role,
        asOf,
        totals.streamTimeMillis() == Totals.NO_TIME
            ? null
            : Instant.ofEpochMilli(totals.streamTimeMillis()),
        ApiJson.tree(ApiJson.bytes(value)));
  }

  private Object value(int partition, PartitionQuery query, Totals totals) {
    if (query instanceof PartitionQuery.Overview overview) {
      return overview(partition, overview, totals);
    } else if (query instanceof PartitionQuery.Hot hot) {
      return new HotReader(stores, live, partition).read(hot);
    } else if (query instanceof PartitionQuery.Alerts alerts) {
      return alerts(partition, alerts, totals);
    } else if (query instanceof PartitionQuery.Nodes nodes) {
      return new NodeReader(stores, settings.rollups(), partition).below(nodes);
    } else if (query instanceof PartitionQuery.NamedNodes named) {
      return new NodeReader(stores, settings.rollups(), partition).named(named.names());
    } else if (query instanceof PartitionQuery.Counters counters) {
      return new CounterReader(stores, settings, partition).search(counters);
    } else if (query instanceof PartitionQuery.Counter counter) {
      return new CounterReader(stores, settings, partition).counter(counter.name(), totals);
    } else if (query instanceof PartitionQuery.Windows windows) {
      return new CounterReader(stores, settings, partition).windows(windows, totals);
    } else if (query instanceof PartitionQuery.Places places) {
      return places(partition, places);
    }
    throw new IllegalArgumentException("unknown query " + query);
  }

  private Totals totals(int partition) {
    return Totals.decode(
        stores.keyValue(StateStores.TOTALS, partition).get(StateStores.partitionKey(partition)));
  }

  private Parts.Overview overview(int partition, PartitionQuery.Overview query, Totals totals) {
    List<Parts.Stats> seconds = new ArrayList<>();
    ReadOnlyWindowStore<Bytes, byte[]> store = stores.window(StateStores.SECONDS, partition);
    try (var windows = store.fetch(
        StateStores.partitionKey(partition), query.from(), query.to().minusMillis(1))) {
      windows.forEachRemaining(window -> seconds.add(Parts.Stats.of(
          window.key,
          WindowStats.decode(window.value),
          WindowSpan.SECOND.isClosed(
              window.key, totals.streamTimeMillis(), settings.grace().toMillis()))));
    }
    return new Parts.Overview(
        Parts.Stats.of(0, totals.outcomes(), false),
        totals.late(),
        totals.early(),
        totals.malformed(),
        totals.counters(),
        counts(totals),
        seconds);
  }

  private static Map<Alert.Type, Long> counts(Totals totals) {
    Map<Alert.Type, Long> counts = new EnumMap<>(Alert.Type.class);
    for (Alert.Type type : Alert.Type.values()) {
      counts.put(type, totals.alerts(type));
    }
    return counts;
  }

  private Parts.Alerts alerts(int partition, PartitionQuery.Alerts query, Totals totals) {
    List<JsonNode> items = new ArrayList<>();
    try (var newest = stores.keyValue(StateStores.ALERTS, partition).reverseAll()) {
      while (newest.hasNext() && items.size() < query.limit()) {
        JsonNode alert = ApiJson.alert(newest.next().value);
        if (query.counter() == null
            || query.counter().equals(alert.path("counter").textValue())) {
          items.add(alert);
        }
      }
    }
    return new Parts.Alerts(counts(totals), items);
  }

  private Parts.Places places(int partition, PartitionQuery.Places query) {
    byte[] stored =
        stores.keyValue(StateStores.COUNTERS, partition).get(StateStores.counterKey(query.name()));
    return new Parts.Places(CounterEntry.decode(stored).recent().stream()
        .limit(query.limit())
        .map(place -> new Parts.Place(place.type().word(), place.partition(), place.offset()))
        .toList());
  }
}
