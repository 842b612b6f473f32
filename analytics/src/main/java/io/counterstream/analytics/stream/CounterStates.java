package io.counterstream.analytics.stream;

import io.counterstream.analytics.model.Alert;
import io.counterstream.analytics.model.AnalyticsMessages;
import io.counterstream.analytics.model.CounterEntry;
import io.counterstream.analytics.model.RollupSum;
import io.counterstream.analytics.model.SeenOutcome;
import io.counterstream.analytics.model.Totals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The counters of a partition, their roll-ups and alerts. Owned by the stream thread. */
final class CounterStates {
  private static final byte[] PRESENT = {1};

  private final AnalysisSettings settings;
  private final AnalysisOutput output;
  private final KeyValueStore<Bytes, byte[]> counters;
  private final KeyValueStore<Bytes, byte[]> gaps;
  private final KeyValueStore<Bytes, byte[]> rollups;
  private final KeyValueStore<Bytes, byte[]> alerts;
  private final Set<String> withGaps = new HashSet<>();

  /** The nodes that changed since they were written; all of them after a restart. */
  private final Map<String, RollupSum> changedNodes = new LinkedHashMap<>();

  CounterStates(
      ProcessorContext<byte[], byte[]> context, AnalysisSettings settings, AnalysisOutput output) {
    this.settings = settings;
    this.output = output;
    this.counters = context.getStateStore(StateStores.COUNTERS);
    this.gaps = context.getStateStore(StateStores.GAPS);
    this.rollups = context.getStateStore(StateStores.ROLLUPS);
    this.alerts = context.getStateStore(StateStores.ALERTS);
    try (KeyValueIterator<Bytes, byte[]> all = gaps.all()) {
      all.forEachRemaining(gap -> withGaps.add(StateStores.counterOf(gap.key)));
    }
    try (KeyValueIterator<Bytes, byte[]> all = rollups.all()) {
      all.forEachRemaining(
          node -> changedNodes.put(StateStores.nodeOf(node.key), RollupSum.decode(node.value)));
    }
  }

  /** Follows an outcome that names its counter. */
  void follow(String counter, SeenOutcome seen, long timeMillis, Now now) {
    Bytes key = StateStores.counterKey(counter);
    byte[] stored = counters.get(key);
    CounterEntry before = CounterEntry.decode(stored);
    CounterEntry.Step step = before.follow(counter, seen, now.millis());
    CounterEntry after = step.entry();
    counters.put(key, after.encode());
    if (stored == null) {
      now.totals().addCounter();
    }
    if (!before.state().equals(after.state()) || before.exists() != after.exists()) {
      output.latest(counter, after, timeMillis, seen.place());
      rollUp(counter, before, after);
    }
    keepGaps(counter, key, before, after);
    step.alerts().forEach(alert -> raise(alert, now));
  }

  private void keepGaps(String counter, Bytes key, CounterEntry before, CounterEntry after) {
    if (before.gaps().isEmpty() && !after.gaps().isEmpty()) {
      gaps.put(key, PRESENT);
      withGaps.add(counter);
    } else if (!before.gaps().isEmpty() && after.gaps().isEmpty()) {
      gaps.delete(key);
      withGaps.remove(counter);
    }
  }

  private void rollUp(String counter, CounterEntry before, CounterEntry after) {
    List<String> nodes = settings.rollups().nodesOf(counter);
    for (int i = 0; i < nodes.size(); i++) {
      Bytes key = StateStores.rollupKey(i + 1, nodes.get(i));
      RollupSum sum = RollupSum.decode(rollups.get(key)).replace(before, after);
      rollups.put(key, sum.encode());
      changedNodes.put(nodes.get(i), sum);
    }
  }

  /** Writes the nodes that changed. */
  void writeRollups(long nowMillis) {
    changedNodes.forEach((node, sum) -> output.rollup(node, sum, nowMillis));
    changedNodes.clear();
  }

  /** Reports versions that are missing for longer than the patience. */
  void expireGaps(Now now) {
    long foundBefore = now.millis() - settings.chains().patience().toMillis();
    for (String counter : new ArrayList<>(withGaps)) {
      Bytes key = StateStores.counterKey(counter);
      CounterEntry before = CounterEntry.decode(counters.get(key));
      CounterEntry.Step step = before.expire(counter, foundBefore);
      if (!step.entry().equals(before)) {
        counters.put(key, step.entry().encode());
        keepGaps(counter, key, before, step.entry());
        step.alerts().forEach(alert -> raise(alert, now));
      }
    }
  }

  /** Publishes an alert and keeps it; the oldest is forgotten. */
  void raise(Alert alert, Now now) {
    if (alert.type() == Alert.Type.MISSING && settings.chains().sharedTable()) {
      return;
    }
    byte[] message = AnalyticsMessages.alert(alert, settings.topics().source(), now.millis());
    long number = now.totals().addAlert(alert.type());
    alerts.put(StateStores.numberKey(number), message);
    if (number >= StateStores.ALERTS_MAX) {
      alerts.delete(StateStores.numberKey(number - StateStores.ALERTS_MAX));
    }
    output.alert(alert, message, now.millis());
  }

  /**
   * The present.
   *
   * @param millis by the wall clock
   * @param totals what the partition has seen
   */
  record Now(long millis, Totals totals) {}
}
