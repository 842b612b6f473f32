package io.counterstream.workload;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The latencies of a known number of commands, from when each was sent and received. The first of
 * them need not be recorded: they open connections and fill caches. Thread-safe.
 */
public final class RoundTrips {
  private static final int SETTLING_DIVISOR = 5;

  private final int recordedFrom;
  private final AtomicLongArray sentNanos;
  private final AtomicIntegerArray received;
  private final LatencyRecorder recorder = new LatencyRecorder();

  /** Expects this number of commands, and does not record the first fifth. */
  public RoundTrips(int count) {
    this(count, count / SETTLING_DIVISOR);
  }

  private RoundTrips(int count, int recordedFrom) {
    this.recordedFrom = recordedFrom;
    sentNanos = new AtomicLongArray(count);
    received = new AtomicIntegerArray(count);
  }

  /** Returns an instance that records all of this number of commands. */
  public static RoundTrips ofAll(int count) {
    return new RoundTrips(count, 0);
  }

  /** Notes when the command with this index was sent. */
  public void sent(int index, long nanos) {
    sentNanos.set(index, nanos);
  }

  /** Notes when the outcome of the command with this index was received; only the first counts. */
  public void received(int index, long nanos) {
    boolean first = received.compareAndSet(index, 0, 1);
    if (first && index >= recordedFrom) {
      recorder.record(nanos - sentNanos.get(index));
    }
  }

  /** Returns the latencies so far. */
  public Latencies latencies() {
    return recorder.all();
  }
}
