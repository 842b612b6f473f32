package io.counterstream.processor.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The size of the counters cached in all partitions of an instance, and its bound. Thread-safe.
 */
final class CounterCache {
  private final AtomicLong bytes = new AtomicLong();
  private final long bytesMax;

  CounterCache(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** The estimated size of all counters cached. */
  long bytes() {
    return bytes.get();
  }

  boolean isFull() {
    return bytes.get() >= bytesMax;
  }

  /** A partition caches that many bytes more, or fewer. */
  void add(long more) {
    bytes.addAndGet(more);
  }
}
