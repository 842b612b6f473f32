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
    if (outcome instanceof Outcome.Applied applied) {
      states.put(applied.counter(), new CounterState(applied.value(), applied.version()));
    } else if (outcome instanceof Outcome.Conflict conflict) {
      states.put(conflict.counter(), new CounterState(conflict.value(), conflict.version()));
    } else if (outcome instanceof Outcome.Rejected rejected
        && rejected.counter().isPresent()
        && rejected.state().isPresent()) {
      states.put(rejected.counter().get(), rejected.state().get());
    }
  }
}
