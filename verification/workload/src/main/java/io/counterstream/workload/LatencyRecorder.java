package io.counterstream.workload;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Recorder;

/** Records latencies in microseconds with a resolution of three digits. Thread-safe. */
public final class LatencyRecorder {
  static final int DIGITS = 3;
  static final long MICROS_MAX = TimeUnit.HOURS.toMicros(25);

  private final ConcurrentHistogram all = new ConcurrentHistogram(MICROS_MAX, DIGITS);
  private final Recorder recent = new Recorder(MICROS_MAX, DIGITS);

  /** Records one latency; a negative one counts as 0, one above 25 hours as 25 hours. */
  public void record(long nanos) {
    long micros = Math.min(MICROS_MAX, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    all.recordValue(micros);
    recent.recordValue(micros);
  }

  /** Returns the number of latencies recorded so far. */
  public long count() {
    return all.getTotalCount();
  }

  /** Returns all latencies recorded so far. */
  public Latencies all() {
    return new Latencies(all.copy());
  }

  /** Returns the latencies recorded since the previous call. */
  public Latencies recent() {
    return new Latencies(recent.getIntervalHistogram());
  }
}
