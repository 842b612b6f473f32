package io.counterstream.torture.load;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Commands that are sent to see whether a partition makes progress, by their numbers. Thread-safe.
 */
public final class Probes {
  private final Set<Integer> unanswered = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Long> answered = new ConcurrentHashMap<>();

  /** A probe of this number is about to be sent. */
  void sending(int number) {
    unanswered.add(number);
  }

  /** A record of this number, a probe or not, has an outcome. */
  void received(int number) {
    if (unanswered.remove(number)) {
      answered.put(number, System.nanoTime());
    }
  }

  /** Whether this many probes from this number on have outcomes. */
  public boolean haveOutcomes(int first, int count) {
    for (int number = first; number < first + count; number++) {
      if (unanswered.contains(number)) {
        return false;
      }
    }
    return true;
  }

  /** Returns when the probe of this number had its outcome, by {@link System#nanoTime}. */
  public OptionalLong answeredAt(int number) {
    Long at = answered.get(number);
    return at == null ? OptionalLong.empty() : OptionalLong.of(at);
  }
}
