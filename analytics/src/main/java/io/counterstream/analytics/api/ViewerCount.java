package io.counterstream.analytics.api;

import java.util.concurrent.atomic.AtomicInteger;

/** How many streams are open, and whether one more may be. Thread-safe. */
final class ViewerCount {
  private final AtomicInteger open = new AtomicInteger();
  private final int max;

  ViewerCount(int max) {
    this.max = max;
  }

  int open() {
    return open.get();
  }

  int max() {
    return max;
  }

  /** Counts one more, if there may be; {@link #leave} takes it back. */
  boolean enter() {
    if (open.incrementAndGet() > max) {
      open.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    open.decrementAndGet();
  }
}
