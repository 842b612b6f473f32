package io.counterstream.analytics.api;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The partitions whose stores were loaded from their changelogs since they came here. Until then
 * what is in them is incomplete, however new it is; from then on it is only old. Thread-safe.
 */
final class LoadedPartitions {
  /** A changelog ends with the marker of a transaction, which no position counts. */
  private static final long MARKER = 1;

  private final Map<Integer, Loading> partitions = new HashMap<>();
  private final Set<Integer> loaded = ConcurrentHashMap.newKeySet();

  /**
   * How far a store is loaded.
   *
   * @param current offset of its changelog
   * @param end of its changelog
   */
  record Position(long current, long end) {}

  /**
   * How far a partition is loaded.
   *
   * @param ends of the changelogs when it came here
   * @param newest position of each store
   */
  private record Loading(Map<String, Long> ends, Map<String, Position> newest) {
    boolean isLoaded() {
      return ends.entrySet().stream()
          .allMatch(end -> newest.get(end.getKey()).current() + MARKER >= end.getValue());
    }

    /** Whether loading went on; else the partition was lost meanwhile, and is loaded again. */
    boolean isFollowedBy(Map<String, Position> next) {
      return next.keySet().equals(newest.keySet())
          && next.entrySet().stream()
              .allMatch(
                  each -> newest.get(each.getKey()).current() <= each.getValue().current());
    }
  }

  /** Looks at all partitions that this instance has: those that are missing have left it. */
  synchronized void look(Map<Integer, Map<String, Position>> found) {
    partitions.keySet().retainAll(found.keySet());
    loaded.retainAll(found.keySet());
    found.forEach((partition, stores) -> {
      Loading before = partitions.get(partition);
      Loading now = before != null && before.isFollowedBy(stores)
          ? new Loading(before.ends(), stores)
          : new Loading(ends(stores), stores);
      partitions.put(partition, now);
      if (now.isLoaded()) {
        loaded.add(partition);
      } else {
        loaded.remove(partition);
      }
    });
  }

  private static Map<String, Long> ends(Map<String, Position> stores) {
    Map<String, Long> ends = new HashMap<>();
    stores.forEach((store, position) -> ends.put(store, position.end()));
    return ends;
  }

  /** Whether everything of the partition was loaded. */
  boolean contains(int partition) {
    return loaded.contains(partition);
  }
}
