package io.counterstream.processor.engine;

import java.util.concurrent.atomic.AtomicInteger;

/** The number of counters cached in all partitions of an instance, and its bound. Thread-safe. */
final class CounterCache {
  private final AtomicInteger counters = new AtomicInteger();
  private final int countersMax;

  CounterCache(int countersMax) {
    this.countersMax = countersMax;
  }

  boolean isFull() {
    return counters.get() >= countersMax;
  }

  /** A partition caches that many counters more, or fewer. */
  void add(int more) {
    counters.addAndGet(more);
  }
}
