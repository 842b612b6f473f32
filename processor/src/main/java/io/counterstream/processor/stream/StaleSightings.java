package io.counterstream.processor.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells a lost partition from a log that is read again from an offset that was reset.
 *
 * <p>Who lost a partition sees a stale command once and gets fresh offsets when it joins again. If
 * the same command comes again after that, the group's own offset points at it. Thread-safe.
 */
final class StaleSightings {
  private static final int SIGHTINGS_OF_A_RESET = 3;

  private final Map<TopicPartition, Sighting> last = new ConcurrentHashMap<>();

  /** How often in a row the command at {@code offset} was stale. */
  private record Sighting(long offset, int times) {}

  /** Counts a stale command; says whether the offsets must have been reset. */
  boolean showsReset(TopicPartition partition, long offset) {
    Sighting sighting = last.merge(
        partition,
        new Sighting(offset, 1),
        (before, now) ->
            before.offset() == offset ? new Sighting(offset, before.times() + 1) : now);
    return sighting.times() >= SIGHTINGS_OF_A_RESET;
  }
}
