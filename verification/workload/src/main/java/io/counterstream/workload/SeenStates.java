package io.counterstream.workload;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The newest state of each counter that an outcome has named. Thread-safe. */
public final class SeenStates {
  private final Map<String, CounterState> states = new ConcurrentHashMap<>();

  /** Returns the newest state seen; that of no counter if none was. */
  public CounterState of(String counter) {
    return states.getOrDefault(counter, CounterState.ABSENT);
  }

  /** Notes the state that an outcome names, unless a newer one was seen. */
  public void see(Outcome outcome) {
    outcome
        .counterName()
        .ifPresent(counter -> outcome
            .state()
            .ifPresent(state -> states.merge(
                counter, state, (one, other) -> one.version() > other.version() ? one : other)));
  }
}
