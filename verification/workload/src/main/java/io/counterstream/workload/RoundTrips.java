package io.counterstream.workload;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The latencies of a known number of commands, from when each was sent and received. The first
 * fifth is not recorded: it opens connections and fills caches. Thread-safe.
 */
public final class RoundTrips {
  private static final int SETTLING_DIVISOR = 5;

  private final AtomicLongArray sentNanos;
  private final AtomicIntegerArray received;
  private final LatencyRecorder recorder = new LatencyRecorder();

  /** Expects this number of commands. */
  public RoundTrips(int count) {
    sentNanos = new AtomicLongArray(count);
    received = new AtomicIntegerArray(count);
  }

  /** Notes when the command with this index was sent. */
  public void sent(int index, long nanos) {
    sentNanos.set(index, nanos);
  }

  /** Notes when the outcome of the command with this index was received; only the first counts. */
  public void received(int index, long nanos) {
    boolean first = received.compareAndSet(index, 0, 1);
    if (first && index >= sentNanos.length() / SETTLING_DIVISOR) {
      recorder.record(nanos - sentNanos.get(index));
    }
  }

  /** Returns the latencies so far. */
  public Latencies latencies() {
    return recorder.all();
  }
}
