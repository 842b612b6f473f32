package io.counterstream.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * One partition of the three result topics that is being read, or is about to be. Commands wait
 * here until the reader knows where the partition ends, and then go out in the order in which they
 * came. Thread-safe.
 */
final class FollowedPartition {
  private final int partition;
  private final Deque<Consumer<long[]>> waiting = new ArrayDeque<>();
  private long[] offsets;
  private boolean released;
  private int inside;
  private long leftNanos = System.nanoTime();

  FollowedPartition(int partition) {
    this.partition = partition;
  }

  int partition() {
    return partition;
  }

  /**
   * Enters a command: it is sent now, or when the reader is ready.
   *
   * @param send given the offsets from which its outcome is to be looked for: applied, conflicts,
   *     rejected
   * @return false if the partition is released; ask the reader for it again
   */
  synchronized boolean enter(Consumer<long[]> send) {
    if (released) {
      return false;
    }
    inside++;
    if (offsets == null) {
      waiting.add(send);
    } else {
      send.accept(offsets.clone());
    }
    return true;
  }

  /** A command that entered has ended. */
  synchronized void leave() {
    inside--;
    leftNanos = System.nanoTime();
  }

  /** The reader reads from here on. */
  synchronized void begin(long[] ends) {
    offsets = ends.clone();
    while (!waiting.isEmpty()) {
      waiting.poll().accept(offsets.clone());
    }
  }

  /** The reader has read up to this offset of one of the topics. */
  synchronized void advance(int topic, long offset) {
    offsets[topic] = offset;
  }

  /** Releases it if no command has been inside for so long; whether it is released now. */
  synchronized boolean releaseIfIdle(long idleNanos) {
    if (inside == 0 && System.nanoTime() - leftNanos >= idleNanos) {
      released = true;
    }
    return released;
  }
}
