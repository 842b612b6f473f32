package io.counterstream.core;

import io.counterstream.contract.CounterState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Every state that one counter had, and the sum of its changes. */
final class SimulatedCounterHistory {
  private final List<Moment> moments = new ArrayList<>();
  private final List<BooleanSupplier> moved = new ArrayList<>();
  private long sum;
  private long usableValue;
  private long erasedAt = -1;
  private long expiredAt = -1;
  private Optional<RawContent> unusable = Optional.empty();

  /** The counter had this state from a time on; empty if its item was unusable. */
  private record Moment(long at, Optional<CounterState> state) {}

  SimulatedCounterHistory() {
    moments.add(new Moment(0, Optional.of(CounterState.ABSENT)));
  }

  void applied(long at, Optional<CounterState> after, long delta) {
    sum += delta;
    usableValue = after.map(CounterState::value).orElse(usableValue);
    moments.add(new Moment(at, after.filter(state -> state.version() <= CounterItem.VERSION_MAX)));
  }

  void edited(long at, Optional<CounterState> after) {
    long value = after.map(CounterState::value).orElse(usableValue);
    sum += value - usableValue;
    usableValue = value;
    moments.add(new Moment(at, after));
  }

  /** The item was left with these attributes; if they are unusable, only an edit changes them. */
  void unusable(RawContent content) {
    unusable = Optional.of(content);
    if (!content.isMoved()) {
      moved.clear();
    }
  }

  /** A blind update moved a fraction; tells whether its commands are not delivered again. */
  void moved(BooleanSupplier settled) {
    moved.add(settled);
  }

  /** Whether the item can't be as it was left. */
  boolean isMovedForGood() {
    return moved.stream().anyMatch(BooleanSupplier::getAsBoolean);
  }

  /** What an unusable item must keep. */
  Optional<RawContent> unusable() {
    return unusable;
  }

  void erased(long at) {
    erasedAt = at;
  }

  void expired(long at) {
    expiredAt = at;
  }

  /**
   * When commands were last forgotten that may still be delivered; -1 if never. Without a decided
   * offset these include those of an item that the table has removed.
   */
  long forgottenAt(boolean withoutDecidedOffset) {
    return withoutDecidedOffset ? Math.max(erasedAt, expiredAt) : erasedAt;
  }

  /** When the item was last erased; -1 if never. */
  long erasedAt() {
    return erasedAt;
  }

  /** All edits and all deltas applied, wrapping at 64 bits as they may between edits. */
  long sum() {
    return sum;
  }

  /** Whether the counter had a state, or none, at some time from {@code since} on. */
  boolean was(Optional<CounterState> state, long since) {
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
