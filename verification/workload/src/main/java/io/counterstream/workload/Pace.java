package io.counterstream.workload;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The due times of commands at a constant rate, which do not depend on outcomes (open loop). Used
 * by one thread.
 */
public final class Pace {
  private static final double SECOND_NANOS = 1e9;

  private final double perSecond;
  private long startNanos = System.nanoTime();

  /** Starts now: the command with index 0 is due. */
  public Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Returns when the command with this index, from 0, is due, by {@link System#nanoTime}. */
  public long dueNanos(long index) {
    return startNanos + (long) (index * SECOND_NANOS / perSecond);
  }

  /** Whether the command with this index is due. */
  public boolean isDue(long index) {
    return System.nanoTime() - dueNanos(index) >= 0;
  }

  /** Waits until the command with this index is due. */
  public void await(long index) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(dueNanos(index) - System.nanoTime());
  }

  /**
   * Postpones the command with this index, and those after it, so that it has been due for at most
   * {@code lagMax}: after a stall the rate continues, and only this much is caught up.
   */
  public void limitLag(long index, Duration lagMax) {
    long lagNanos = System.nanoTime() - dueNanos(index);
    startNanos += Math.max(0, lagNanos - lagMax.toNanos());
  }
}
