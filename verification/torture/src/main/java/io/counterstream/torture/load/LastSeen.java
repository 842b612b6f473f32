package io.counterstream.torture.load;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the outcomes said last about each counter. Thread-safe. */
final class LastSeen {
  private final Map<String, CounterState> states = new ConcurrentHashMap<>();

  /** The state, or that of no counter. */
  CounterState of(String counter) {
    return states.getOrDefault(counter, CounterState.ABSENT);
  }

  void saw(Outcome outcome) {
    outcome
        .counterName()
        .ifPresent(counter -> outcome.state().ifPresent(state -> states.put(counter, state)));
  }
}
