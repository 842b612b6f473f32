package io.counterstream.processor.engine;

import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A bound on the requests to the table that are under way at once, over all partitions of an
 * instance. Thread-safe.
 *
 * <p>Where there is no room the partitions take turns, and in each the oldest command goes first.
 * For that is the order in which the stream waits for outcomes, within one transaction: a slow
 * table must not spend the transaction's time on what one partition has polled ahead, while the
 * first command of another one waits.
 */
final class InFlight {
  /** Whoever is next comes first. */
  private final Map<PartitionEngine, PriorityQueue<Waiting>> waiting = new LinkedHashMap<>();

  private int free;

  /** A request that has no room yet. */
  private record Waiting(long offset, BooleanSupplier request) {}

  /** A bound of {@code max} requests. */
  InFlight(int max) {
    free = max;
  }

  /**
   * Starts a request as soon as there is room, now or on the thread that makes the room.
   *
   * @param partition whose turn it takes
   * @param offset of the command that it is for; lower goes first
   * @param request says whether it started; if so, {@link #leave} has to follow
   */
  void enter(PartitionEngine partition, long offset, BooleanSupplier request) {
    synchronized (this) {
      if (free == 0) {
        waiting
            .computeIfAbsent(
                partition, first -> new PriorityQueue<>(Comparator.comparingLong(Waiting::offset)))
            .add(new Waiting(offset, request));
        return;
      }
      free--;
    }
    if (!request.getAsBoolean()) {
      leave();
    }
  }

  /** A request that started has ended. */
  void leave() {
    Waiting next;
    do {
      synchronized (this) {
        if (waiting.isEmpty()) {
          free++;
          return;
        }
        next = takeTurn();
      }
    } while (!next.request().getAsBoolean());
  }

  private Waiting takeTurn() {
    Iterator<Map.Entry<PartitionEngine, PriorityQueue<Waiting>>> turns =
        waiting.entrySet().iterator();
    Map.Entry<PartitionEngine, PriorityQueue<Waiting>> first = turns.next();
    turns.remove();
    Waiting next = first.getValue().remove();
    if (!first.getValue().isEmpty()) {
      waiting.put(first.getKey(), first.getValue());
    }
    return next;
  }
}
