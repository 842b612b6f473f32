package io.counterstream.analytics.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** The other instances, and which partitions they have. */
interface Peers {
  /** All instances, as host:port, with this one. */
  SortedSet<String> all();

  /**
   * Where a partition is: first the instance that processes it, then those with a copy; without
   * this instance.
   */
  List<String> withPartition(int partition);

  /** Asks an instance for its parts; empty if it does not answer in time. */
  Optional<Parts.Reply> ask(String instance, PartitionQuery query, List<Integer> partitions);

  /** Records that are committed and not processed, by partition. */
  Map<Integer, Long> behind();
}
