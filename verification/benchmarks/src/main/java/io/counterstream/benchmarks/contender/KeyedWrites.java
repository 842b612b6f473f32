package io.counterstream.benchmarks.contender;

import io.counterstream.contract.CounterCommand;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes without Kafka: one after the other for each counter, parallel across counters, with a
 * bound on the writes in flight. Thread-safe.
 */
final class KeyedWrites {
  /** Commands to look ahead for a counter without a write in flight: as many as in a poll. */
  private static final int AHEAD = 1000;

  private final OneWrite table;
  private final Semaphore ahead = new Semaphore(AHEAD);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Map<String, ArrayDeque<CounterCommand>> busy = new HashMap<>();
  private final ArrayDeque<CounterCommand> ready = new ArrayDeque<>();
  private int free;

  KeyedWrites(OneWrite table, int inFlightMax) {
    this.table = table;
    this.free = inFlightMax;
  }

  /** Accepts a command; waits while too many are accepted and not done. */
  void submit(CounterCommand command) throws InterruptedException {
    ahead.acquire();
    synchronized (this) {
      ArrayDeque<CounterCommand> before = busy.get(command.counter());
      if (before == null) {
        busy.put(command.counter(), new ArrayDeque<>());
        ready.add(command);
      } else {
        before.add(command);
      }
    }
    startReady();
  }

  /** Waits until all commands are done. */
  void finish() throws InterruptedException {
    ahead.acquire(AHEAD);
    ahead.release(AHEAD);
    if (failure.get() != null) {
      throw new IllegalStateException("a write failed", failure.get());
    }
  }

  private void startReady() {
    List<CounterCommand> starting = new ArrayList<>();
    synchronized (this) {
      while (free > 0 && !ready.isEmpty()) {
        starting.add(ready.remove());
        free--;
      }
    }
    for (CounterCommand command : starting) {
      table.apply(command, Instant.EPOCH).whenComplete((outcome, failed) -> {
        if (failed != null) {
          failure.set(failed);
        }
        done(command.counter());
      });
    }
  }

  private void done(String counter) {
    synchronized (this) {
      free++;
      CounterCommand next = busy.get(counter).poll();
      if (next == null) {
        busy.remove(counter);
      } else {
        ready.add(next);
      }
    }
    ahead.release();
    startReady();
  }
}
