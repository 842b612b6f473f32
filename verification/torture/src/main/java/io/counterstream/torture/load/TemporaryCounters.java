package io.counterstream.torture.load;

import io.counterstream.audit.RecordPosition;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Counters that are used for some seconds, one after the other, and may be deleted when they have
 * rested for so long that no request for them can be on its way. Thread-safe.
 */
public final class TemporaryCounters {
  private static final int COUNTERS = 12;
  private static final long USED_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanoClock;
  private final Deque<String> free = new ArrayDeque<>();
  private final Deque<Rest> resting = new ArrayDeque<>();
  private final Map<Integer, String> unanswered = new HashMap<>();
  private final Map<String, RecordPosition> last = new HashMap<>();
  private Optional<Rest> current = Optional.empty();

  /** All are free; the clock is one that only rises. */
  public TemporaryCounters(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    for (int number = 0; number < COUNTERS; number++) {
      free.add("temporary-" + number);
    }
  }

  /** A counter and since when it is used, or rests. */
  private record Rest(String counter, long sinceNanos) {}

  /**
   * A counter that may be deleted.
   *
   * @param counter its name
   * @param last the position of its last command
   */
  public record Rested(String counter, RecordPosition last) {}

  /** Returns a command for the counter to use now; empty if none is free. */
  Optional<CounterCommand> next(int number, SplittableRandom random) {
    Expectation expected =
        random.nextInt(4) == 0 ? Expectation.exactly(random.nextInt(20)) : Expectation.ANY;
    long delta = random.nextInt(4);
    return use(number)
        .map(counter -> new CounterCommand("temporary-" + number, counter, delta, expected));
  }

  /** Returns the counter to use now, for the record of this number; empty if none is free. */
  synchronized Optional<String> use(int number) {
    long now = nanoClock.getAsLong();
    if (current.isPresent() && now - current.get().sinceNanos > USED_NANOS) {
      resting.add(new Rest(current.get().counter, now));
      current = Optional.empty();
    }
    if (current.isEmpty() && !free.isEmpty()) {
      current = Optional.of(new Rest(free.remove(), now));
    }
    current.ifPresent(used -> unanswered.put(number, used.counter));
    return current.map(Rest::counter);
  }

  /** The record of this number has an outcome. */
  synchronized void received(int number, RecordPosition position) {
    String counter = unanswered.remove(number);
    if (counter != null) {
      last.merge(counter, position, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  /**
   * Takes a counter whose commands all have outcomes, and which has not been used for {@code time}.
   * {@link #release} makes it free again.
   */
  public synchronized Optional<Rested> takeRested(Duration time) {
    Set<String> waiting = new HashSet<>(unanswered.values());
    for (Iterator<Rest> each = resting.iterator(); each.hasNext(); ) {
      Rest rest = each.next();
      if (nanoClock.getAsLong() - rest.sinceNanos >= time.toNanos()
          && !waiting.contains(rest.counter)
          && last.containsKey(rest.counter)) {
        each.remove();
        return Optional.of(new Rested(rest.counter, last.get(rest.counter)));
      }
    }
    return Optional.empty();
  }

  /** Lets a counter be used again. */
  public synchronized void release(Rested rested) {
    free.add(rested.counter);
  }
}
