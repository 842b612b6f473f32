package counterstream.torture.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How long a deployment took to serve everybody again after a fault.
 *
 * <p>That is the time from the fault's begin until every partition had answered a command that was
 * sent after the begin. So it counts the slowest partition, the time that the fault itself lasted
 * if nothing could be done meanwhile, and other faults that fell into the same time. A partition
 * without a later command doesn't count.
 */
public final class Recovery {
  /** Of each partition, its calls by the time sent. */
  private final Map<Integer, List<Call>> calls = new TreeMap<>();

  /** From all calls that were answered. */
  public Recovery(Collection<Call> answered) {
    answered.forEach(call ->
        calls.computeIfAbsent(call.partition(), none -> new ArrayList<>()).add(call));
    calls.values().forEach(own -> own.sort(Comparator.comparingLong(Call::sentNanos)));
  }

  /**
   * Of the faults of one kind.
   *
   * @param count how many there were
   * @param median empty if none could be measured
   * @param worst empty if none could be measured
   */
  public record Times(int count, Optional<Duration> median, Optional<Duration> worst) {}

  /** By kind, of those that happened. */
  public Map<FaultKind, Times> byKind(Collection<HappenedFault> faults) {
    Map<FaultKind, List<HappenedFault>> kinds = new EnumMap<>(FaultKind.class);
    faults.forEach(
        fault -> kinds.computeIfAbsent(fault.kind(), none -> new ArrayList<>()).add(fault));
    Map<FaultKind, Times> times = new EnumMap<>(FaultKind.class);
    kinds.forEach((kind, own) -> times.put(kind, timesOf(own)));
    return times;
  }

  private Times timesOf(List<HappenedFault> faults) {
    List<Duration> sorted = faults.stream()
        .map(fault -> after(fault.beginNanos()))
        .flatMap(Optional::stream)
        .sorted()
        .toList();
    if (sorted.isEmpty()) {
      return new Times(faults.size(), Optional.empty(), Optional.empty());
    }
    return new Times(
        faults.size(),
        Optional.of(sorted.get((sorted.size() - 1) / 2)),
        Optional.of(sorted.get(sorted.size() - 1)));
  }

  /** Of a fault that began then; empty if no partition had a later command. */
  Optional<Duration> after(long beginNanos) {
    long slowest = -1;
    for (List<Call> own : calls.values()) {
      slowest = Math.max(slowest, after(beginNanos, own));
    }
    return slowest < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(slowest));
  }

  /** Until the earliest answer to a later command, or -1. */
  private static long after(long beginNanos, List<Call> own) {
    long earliest = Long.MAX_VALUE;
    for (int i = firstSentAfter(beginNanos, own); i < own.size(); i++) {
      Call call = own.get(i);
      if (call.sentNanos() - beginNanos >= earliest) {
        break; // nobody is answered before being asked
      }
      earliest = Math.min(earliest, call.receivedNanos() - beginNanos);
    }
    return earliest == Long.MAX_VALUE ? -1 : earliest;
  }

  private static int firstSentAfter(long beginNanos, List<Call> own) {
    int low = 0;
    int high = own.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (own.get(middle).sentNanos() - beginNanos < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
