package counterstream.engine;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A bound on the requests to the table that are under way at once, over all partitions of an
 * instance. Thread-safe.
 *
 * <p>Whoever was submitted first goes first: the stream waits for outcomes in that order, so a slow
 * table must not spend its time on commands further ahead.
 */
final class InFlight {
  private final PriorityQueue<Waiting> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Waiting::turn));
  private int free;

  /** A request that has no room yet. */
  private record Waiting(long turn, BooleanSupplier request) {}

  /** A bound of {@code max} requests. */
  InFlight(int max) {
    free = max;
  }

  /**
   * Starts a request as soon as there is room, now or on the thread that makes the room.
   *
   * @param turn lower goes first
   * @param request says whether it started; if so, {@link #leave} has to follow
   */
  void enter(long turn, BooleanSupplier request) {
    synchronized (this) {
      if (free == 0) {
        waiting.add(new Waiting(turn, request));
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
        next = waiting.poll();
        if (next == null) {
          free++;
          return;
        }
      }
    } while (!next.request().getAsBoolean());
  }
}
