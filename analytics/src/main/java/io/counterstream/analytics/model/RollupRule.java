package io.counterstream.analytics.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Which nodes of the roll-up tree a counter is part of.
 *
 * @param separator between the parts of a name; empty for no roll-ups
 * @param depthMax the greatest depth of a node, 1 or more
 */
public record RollupRule(String separator, int depthMax) {
  /**
   * The nodes of a counter from the top: {@code shop} and {@code shop/eu} of {@code shop/eu/socks}.
   * A name without a separator has none. Empty parts count: {@code /a} has the node of the empty
   * name.
   */
  public List<String> nodesOf(String counter) {
    List<String> nodes = new ArrayList<>();
    if (!separator.isEmpty()) {
      int at = counter.indexOf(separator);
      while (at >= 0 && nodes.size() < depthMax) {
        nodes.add(counter.substring(0, at));
        at = counter.indexOf(separator, at + separator.length());
      }
    }
    return nodes;
  }

  /** The depth of a node, from 1. */
  public int depthOf(String node) {
    int depth = 1;
    for (int at = node.indexOf(separator);
        at >= 0;
        at = node.indexOf(separator, at + separator.length())) {
      depth++;
    }
    return depth;
  }
}
