package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Applied;
import io.counterstream.contract.json.DecodedCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Linearizability by its definition, for a handful of operations of one counter: looks for a
 * sequence that respects real time and in which each operation has its outcome, by trying them all
 * (J. Wing, C. Gong, <em>Testing and verifying concurrent objects</em>, 1993). Uses neither ranks
 * nor anything else of the audit.
 */
final class SequentialSearch {
  private SequentialSearch() {}

  /**
   * An operation.
   *
   * @param after the state after it; empty where its outcome is not the one that was seen
   */
  private record Step(
      long sentNanos, long receivedNanos, Function<CounterState, Optional<CounterState>> after) {}

  static boolean isLinearizable(History history) {
    List<Step> steps = new ArrayList<>();
    history.edits.forEach(edit -> steps.add(new Step(
        edit.invokedNanos(),
        edit.returnedNanos(),
        state -> state.equals(edit.before()) ? Optional.of(edit.after()) : Optional.empty())));
    History.Call always = new History.Call(Long.MIN_VALUE, Long.MAX_VALUE);
    history.commands.forEach((position, decoded) -> {
      CounterCommand command = ((DecodedCommand.Valid) decoded).command();
      Outcome outcome = history.outcomeOf(position).outcome().orElseThrow();
      History.Call call = history.calls.getOrDefault(position, always);
      steps.add(new Step(
          call.sentNanos(), call.receivedNanos(), state -> after(command, state, outcome)));
    });
    return search(steps, CounterState.ABSENT);
  }

  private static Optional<CounterState> after(
      CounterCommand command, CounterState state, Outcome seen) {
    Outcome right = Outcomes.decide(command, state);
    if (!right.equals(seen)) {
      return Optional.empty();
    }
    return right instanceof Applied ? right.state() : Optional.of(state);
  }

  private static boolean search(List<Step> left, CounterState state) {
    if (left.isEmpty()) {
      return true;
    }
    for (Step step : left) {
      boolean first = left.stream().noneMatch(other -> other.receivedNanos < step.sentNanos);
      Optional<CounterState> after = first ? step.after.apply(state) : Optional.empty();
      if (after.isPresent()) {
        List<Step> rest = new ArrayList<>(left);
        rest.remove(step);
        if (search(rest, after.get())) {
          return true;
        }
      }
    }
    return false;
  }
}
