package io.counterstream.processor.offsets;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts how often the same stale command was delivered, to distinguish a lost partition from a
 * reset. Thread-safe.
 *
 * <p>A processor that lost its partition sees a stale command once, and gets the current offsets
 * when it joins the group again. If the same command is delivered again after that, the group's own
 * offset is at it.
 */
public final class StaleRedeliveries {
  private static final int DELIVERIES_OF_A_RESET = 3;

  private final Map<TopicPartition, Deliveries> last = new ConcurrentHashMap<>();

  /** How often in a row the command at {@code offset} was stale. */
  private record Deliveries(long offset, int count) {}

  /** Counts a stale command and returns whether the group's offset must have been reset. */
  public boolean showsReset(TopicPartition partition, long offset) {
    Deliveries deliveries = last.merge(
        partition,
        new Deliveries(offset, 1),
        (before, now) ->
            before.offset() == offset ? new Deliveries(offset, before.count() + 1) : now);
    return deliveries.count() >= DELIVERIES_OF_A_RESET;
  }
}
