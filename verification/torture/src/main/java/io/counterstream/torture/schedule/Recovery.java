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
 * The time that a deployment took to serve all partitions again after a fault: two durations, both
 * from the start of the fault, and both of the slowest partition.
 *
 * <ul>
 *   <li><em>First outcome:</em> until the partition had any outcome.
 *   <li><em>Caught up:</em> until the partition had the outcome of a command that was sent after
 *       the start of the fault.
 * </ul>
 *
 * <p>Both include the duration of the fault itself, if nothing can be done meanwhile, and other
 * faults at the same time. A partition without such an outcome does not count.
 */
public final class Recovery {
  /** The calls of each partition, in the order sent. */
  private final Map<Integer, List<Call>> calls = new TreeMap<>();

  /** The times at which outcomes of each partition were received, in order. */
  private final Map<Integer, long[]> received = new TreeMap<>();

  /** Takes all calls whose outcome was received. */
  public Recovery(Collection<Call> all) {
    all.forEach(call ->
        calls.computeIfAbsent(call.partition(), none -> new ArrayList<>()).add(call));
    calls.values().forEach(own -> own.sort(Comparator.comparingLong(Call::sentNanos)));
    calls.forEach((partition, own) -> received.put(
        partition, own.stream().mapToLong(Call::receivedNanos).sorted().toArray()));
  }

  /**
   * The recoveries from the faults of one kind.
   *
   * @param count the number of faults
   * @param firstOutcome until the first outcome
   * @param caughtUp until the first outcome of a later command
   */
  public record Times(int count, Durations firstOutcome, Durations caughtUp) {
    /** No faults of this kind. */
    public static final Times NONE = new Times(0, Durations.NONE, Durations.NONE);
  }

  /**
   * The median and the longest of several durations.
   *
   * @param median empty if none could be measured
   * @param worst empty if none could be measured
   */
  public record Durations(Optional<Duration> median, Optional<Duration> worst) {
    static final Durations NONE = new Durations(Optional.empty(), Optional.empty());

    static Durations of(Stream<Optional<Duration>> measured) {
      List<Duration> sorted = measured.flatMap(Optional::stream).sorted().toList();
      return sorted.isEmpty()
          ? NONE
          : new Durations(
              Optional.of(sorted.get((sorted.size() - 1) / 2)),
              Optional.of(sorted.get(sorted.size() - 1)));
    }
  }

  /** Returns the recoveries from the faults that were injected, by kind. */
  public Map<FaultKind, Times> byKind(Collection<InjectedFault> faults) {
    Map<FaultKind, List<InjectedFault>> kinds = new EnumMap<>(FaultKind.class);
    faults.forEach(
        fault -> kinds.computeIfAbsent(fault.kind(), none -> new ArrayList<>()).add(fault));
    Map<FaultKind, Times> times = new EnumMap<>(FaultKind.class);
    kinds.forEach((kind, own) -> times.put(kind, timesOf(own)));
    return times;
  }

  private Times timesOf(List<InjectedFault> faults) {
    return new Times(
        faults.size(),
        Durations.of(faults.stream().map(fault -> firstOutcome(fault.startNanos()))),
        Durations.of(faults.stream().map(fault -> caughtUp(fault.startNanos()))));
  }

  /** Returns the time until every partition had an outcome; empty if none had one. */
  Optional<Duration> firstOutcome(long startNanos) {
    return received.values().stream()
        .map(own -> {
          int next = Arrays.binarySearch(own, startNanos);
          int index = next < 0 ? -next - 1 : next;
          return index < own.length ? own[index] - startNanos : -1;
        })
        .max(Comparator.naturalOrder())
        .filter(slowest -> slowest >= 0)
        .map(Duration::ofNanos);
  }

  /** Returns the time until every partition had a later command's outcome; empty if none had. */
  Optional<Duration> caughtUp(long startNanos) {
    long slowest = -1;
    for (List<Call> own : calls.values()) {
      slowest = Math.max(slowest, after(startNanos, own));
    }
    return slowest < 0 ? Optional.empty() : Optional.of(Duration.ofNanos(slowest));
  }

  /** Returns the time until the earliest outcome of a later command, or -1. */
  private static long after(long startNanos, List<Call> own) {
    long earliest = Long.MAX_VALUE;
    for (int i = firstSentAfter(startNanos, own); i < own.size(); i++) {
      Call call = own.get(i);
      if (call.sentNanos() - startNanos >= earliest) {
        break; // no outcome is received before its command is sent
      }
      earliest = Math.min(earliest, call.receivedNanos() - startNanos);
    }
    return earliest == Long.MAX_VALUE ? -1 : earliest;
  }

  private static int firstSentAfter(long startNanos, List<Call> own) {
    int low = 0;
    int high = own.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (own.get(middle).sentNanos() - startNanos < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
