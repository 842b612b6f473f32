package io.counterstream.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One partition number in the three result topics, while the poller reads it or is about to.
 * Commands wait here until the poller knows where the partition ends, and are then sent in the
 * order in which they came. Thread-safe.
 */
final class ResultPartition {
  private final int partition;
  private final Deque<Consumer<long[]>> waiting = new ArrayDeque<>();
  private long[] offsets;
  private boolean released;
  private int inFlight;
  private long idleSinceNanos = System.nanoTime();

  ResultPartition(int partition) {
    this.partition = partition;
  }

  int partition() {
    return partition;
  }

  /**
   * Adds a command: it is sent now, or as soon as the poller is ready.
   *
   * @param send receives the offsets from which the outcome must be searched for: applied,
   *     conflicts, rejected
   * @return false if the partition is released; ask the poller for it again
   */
  synchronized boolean add(Consumer<long[]> send) {
    if (released) {
      return false;
    }
    inFlight++;
    if (offsets == null) {
      waiting.add(send);
    } else {
      send.accept(offsets.clone());
    }
    return true;
  }

  /** A command that was added has ended. */
  synchronized void remove() {
    inFlight--;
    idleSinceNanos = System.nanoTime();
  }

  /** The poller reads from these offsets on. */
  synchronized void start(long[] ends) {
    offsets = ends.clone();
    while (!waiting.isEmpty()) {
      waiting.poll().accept(offsets.clone());
    }
  }

  /** The poller has read one of the topics up to this offset. */
  synchronized void advance(int topic, long offset) {
    offsets[topic] = offset;
  }

  /** Releases the partition if it had no command for so long; returns whether it is released. */
  synchronized boolean releaseIfIdle(long idleNanos) {
    if (inFlight == 0 && System.nanoTime() - idleSinceNanos >= idleNanos) {
      released = true;
    }
    return released;
  }
}
