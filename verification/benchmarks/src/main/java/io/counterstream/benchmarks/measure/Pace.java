package io.counterstream.benchmarks.measure;

import java.util.concurrent.TimeUnit;

/** A steady beat: commands leave at their time, whether or not those before were answered. */
public final class Pace {
  private final double perSecond;
  private final long began = System.nanoTime();

  /** Of so many a second, from now on. */
  public Pace(double perSecond) {
    this.perSecond = perSecond;
  }

  /** Waits for the time of the command at {@code index}. */
  public void await(int index) throws InterruptedException {
    long due = began + (long) (index * 1e9 / perSecond);
    long left = due - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }
}
