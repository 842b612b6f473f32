package io.counterstream.benchmarks.measure;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** When commands were sent and answered, by index. Thread-safe. */
public final class Latencies {
  /** The first fifth is left out: connections are made and caches filled. */
  private static final double SETTLING = 0.2;

  private final AtomicLongArray sentNanos;
  private final AtomicLongArray tookNanos;

  /** For this many commands. */
  public Latencies(int count) {
    sentNanos = new AtomicLongArray(count);
    tookNanos = new AtomicLongArray(count);
  }

  /** The command at {@code index} leaves now. */
  public void sent(int index, long nanos) {
    sentNanos.set(index, nanos);
  }

  /** The answer to the command at {@code index} is here. */
  public void answered(int index, long nanos) {
    tookNanos.compareAndSet(index, 0, Math.max(1, nanos - sentNanos.get(index)));
  }

  /** How many are answered. */
  public int count() {
    return answered(0).length;
  }

  /** A quantile in milliseconds; not a number if nothing was answered. */
  public double millis(double quantile) {
    long[] took = answered((int) (tookNanos.length() * SETTLING));
    return took.length == 0 ? Double.NaN : took[rank(quantile, took.length)] / 1e6;
  }

  private static int rank(double quantile, int count) {
    return Math.max(0, (int) Math.ceil(quantile * count) - 1);
  }

  private long[] answered(int from) {
    long[] took = new long[tookNanos.length() - from];
    int found = 0;
    for (int i = from; i < tookNanos.length(); i++) {
      if (tookNanos.get(i) > 0) {
        took[found++] = tookNanos.get(i);
      }
    }
    long[] sorted = Arrays.copyOf(took, found);
    Arrays.sort(sorted);
    return sorted;
  }
}
