package io.counterstream.torture.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How long a deployment took to serve everybody again after a fault: two times, both from the
 * fault's begin, and both of the slowest partition.
 *
 * <ul>
 *   <li>Until the first outcome, of whatever command: how long the partition stood still.
 *   <li>Until the first outcome of a command that was sent after the begin: how long until it had
 *       caught up with what was waiting.
 * </ul>
 *
 * <p>Both hold the time that the fault itself lasted, where nothing can be done meanwhile, and
 * other faults that fell into the same time. A partition without such an outcome doesn't count.
 */
public final class Recovery {
  /** Of each partition, its calls by the time sent. */
  private final Map<Integer, List<Call>> calls = new TreeMap<>();

  /** Of each partition, when its outcomes were received, in order. */
  private final Map<Integer, long[]> received = new TreeMap<>();

  /** From all calls that were answered. */
  public Recovery(Collection<Call> answered) {
    answered.forEach(call ->
        calls.computeIfAbsent(call.partition(), none -> new ArrayList<>()).add(call));
    calls.values().forEach(own -> own.sort(Comparator.comparingLong(Call::sentNanos)));
    calls.forEach((partition, own) -> received.put(
        partition, own.stream().mapToLong(Call::receivedNanos).sorted().toArray()));
  }

  /**
   * Of the faults of one kind.
   *
   * @param count how many there were
   * @param still until the first outcome
   * @param behind until the first outcome of a later command
   */
  public record Times(int count, Spread still, Spread behind) {
    /** None of this kind. */
    public static final Times NONE = new Times(0, Spread.NONE, Spread.NONE);
  }

  /**
   * Of several durations.
   *
   * @param median empty if none could be measured
   * @param worst empty if none could be measured
   */
  public record Spread(Optional<Duration> median, Optional<Duration> worst) {
    static final Spread NONE = new Spread(Optional.empty(), Optional.empty());

    static Spread of(Stream<Optional<Duration>> measured) {
      List<Duration> sorted = measured.flatMap(Optional::stream).sorted().toList();
      return sorted.isEmpty()
          ? NONE
          : new Spread(
              Optional.of(sorted.get((sorted.size() - 1) / 2)),
              Optional.of(sorted.get(sorted.size() - 1)));
    }
  }

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
    return new Times(
        faults.size(),
        Spread.of(faults.stream().map(fault -> still(fault.beginNanos()))),
        Spread.of(faults.stream().map(fault -> behind(fault.beginNanos()))));
  }

  /** From then until every partition had an outcome; empty if none had one. */
  Optional<Duration> still(long beginNanos) {
    return received.values().stream()
        .map(own -> {
          int next = Arrays.binarySearch(own, beginNanos);
          int index = next < 0 ? -next - 1 : next;
          return index < own.length ? own[index] - beginNanos : -1;
        })
        .max(Comparator.naturalOrder())
        .filter(slowest -> slowest >= 0)
        .map(Duration::ofNanos);
  }

  /** From then until every partition answered a later command; empty if none had one. */
  Optional<Duration> behind(long beginNanos) {
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
