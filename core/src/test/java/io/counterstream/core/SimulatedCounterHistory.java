package io.counterstream.core;

import io.counterstream.contract.CounterState;
import java.util.ArrayList;
import java.util.List;

/** Every state that one counter had, and the sum of its changes. */
final class SimulatedCounterHistory {
  private final List<Moment> moments = new ArrayList<>();
  private long sum;
  private long erasedAt = -1;

  /** The counter had this state from a time on. */
  private record Moment(long at, CounterState state) {}

  SimulatedCounterHistory() {
    moments.add(new Moment(0, CounterState.ABSENT));
  }

  void applied(long at, CounterState after, long delta) {
    sum += delta;
    moments.add(new Moment(at, after));
  }

  void edited(long at, CounterState after) {
    sum += after.value() - moments.get(moments.size() - 1).state().value();
    moments.add(new Moment(at, after));
  }

  void erased(long at) {
    erasedAt = at;
  }

  /** When the item was last erased; -1 if never. */
  long erasedAt() {
    return erasedAt;
  }

  /** All edits and all deltas applied, wrapping at 64 bits as they may between edits. */
  long sum() {
    return sum;
  }

  /** Whether the counter had a state at some time from {@code since} on. */
  boolean was(CounterState state, long since) {
    for (int i = moments.size() - 1; i >= 0; i--) {
      if (moments.get(i).state().equals(state)) {
        return true;
      }
      if (moments.get(i).at() < since) {
        return false;
      }
    }
    return false;
  }
}
