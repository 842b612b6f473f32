package io.counterstream.benchmarks.measure;

import io.counterstream.workload.Latencies;
import io.counterstream.workload.LatencyRecorder;
import io.counterstream.workload.Pace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How long each partition had no outcome although a command of it was due, and how long commands
 * waited. Outcomes of a partition arrive in the order of its commands. Thread-safe.
 */
public final class PartitionGaps implements Meter.Watcher {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Pace pace;
  private final Map<Integer, Long> lastNanos = new HashMap<>();
  private final Map<Integer, Long> longestNanos = new HashMap<>();
  private LatencyRecorder waits = new LatencyRecorder();

  /** Measures the outcomes of commands that are due at this pace. */
  public PartitionGaps(Pace pace) {
    this.pace = pace;
  }

  /** Returns when the commands are due. */
  public Pace pace() {
    return pace;
  }

  @Override
  public synchronized void received(int index, int partition, long nanos) {
    long due = pace.dueNanos(index);
    long since = Math.max(due, lastNanos.getOrDefault(partition, due));
    longestNanos.merge(partition, nanos - since, Math::max);
    lastNanos.put(partition, nanos);
    waits.record(nanos - due);
  }

  /** Forgets what was so far, except when each partition had its last outcome. */
  public synchronized void restart() {
    longestNanos.clear();
    waits = new LatencyRecorder();
  }

  /** Returns the longest time without an outcome, of the partition where it was longest. */
  public synchronized double longestMillis() {
    return at(longestNanos.size() - 1);
  }

  /** Returns the longest time without an outcome, of the median partition. */
  public synchronized double medianMillis() {
    return at((longestNanos.size() - 1) / 2);
  }

  /** Returns how long the commands waited. */
  public synchronized Latencies waits() {
    return waits.all();
  }

  private double at(int position) {
    long[] sorted = longestNanos.values().stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[position] / NANOS_PER_MILLI;
  }
}
