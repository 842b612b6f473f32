package io.counterstream.analytics.api;

import io.counterstream.analytics.model.RollupRule;
import io.counterstream.analytics.model.RollupSum;
import io.counterstream.analytics.stream.StateStores;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads nodes of the roll-up tree in one partition. */
final class NodeReader {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> nodes;
  private final RollupRule rule;

  NodeReader(LocalStores stores, RollupRule rule, int partition) {
    this.nodes = stores.keyValue(StateStores.ROLLUPS, partition);
    this.rule = rule;
  }

  Parts.NamedNodes named(List<String> names) {
    List<Parts.Node> found = new ArrayList<>();
    for (String name : names) {
      Parts.Node node = node(name);
      if (node != null) {
        found.add(node);
      }
    }
    return new Parts.NamedNodes(found);
  }

  private Parts.Node node(String name) {
    byte[] stored = nodes.get(StateStores.rollupKey(rule.depthOf(name), name));
    return stored == null ? null : node(name, RollupSum.decode(stored));
  }

  private static Parts.Node node(String name, RollupSum sum) {
    return new Parts.Node(name, sum.sum(), sum.counters());
  }

  /** Reads one more than the limit, so that the caller knows whether there are more. */
  Parts.Nodes below(PartitionQuery.Nodes query) {
    String prefix = query.parent() == null ? "" : query.parent() + rule.separator();
    int depth = query.parent() == null ? 1 : rule.depthOf(query.parent()) + 1;
    Bytes first = StateStores.rollupKey(depth, query.after() == null ? prefix : query.after());
    List<Parts.Node> items = new ArrayList<>();
    try (var found = nodes.range(first, StateStores.rollupKey(depth + 1, ""))) {
      while (found.hasNext() && items.size() <= query.limit()) {
        var node = found.next();
        String name = StateStores.nodeOf(node.key);
        if (node.key.get()[0] != depth || !name.startsWith(prefix)) {
          break;
        }
        if (!name.equals(query.after())) {
          items.add(node(name, RollupSum.decode(node.value)));
        }
      }
    }
    return new Parts.Nodes(query.parent() == null ? null : node(query.parent()), items);
  }
}
