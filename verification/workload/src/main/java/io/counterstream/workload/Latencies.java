package io.counterstream.workload;

import java.io.PrintStream;
import org.HdrHistogram.Histogram;

/** A distribution of latencies. Immutable. */
public final class Latencies {
  private static final double MICROS_PER_MILLI = 1000;
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  private final Histogram micros;

  Latencies(Histogram micros) {
    this.micros = micros;
  }

  /** Returns the number of latencies. */
  public long count() {
    return micros.getTotalCount();
  }

  /** Returns a percentile, 0 to 100, in milliseconds; not a number if there are no latencies. */
  public double millisAt(double percentile) {
    return count() == 0 ? Double.NaN : micros.getValueAtPercentile(percentile) / MICROS_PER_MILLI;
  }

  /** Writes the distribution in milliseconds, in the format of HdrHistogram's tools. */
  public void write(PrintStream out) {
    micros.outputPercentileDistribution(out, TICKS_PER_HALF_DISTANCE, MICROS_PER_MILLI);
  }
}
