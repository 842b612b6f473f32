package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The commands of one counter whose records were deleted before they had an outcome. The table may
 * have done the first of those of a removal: a processor writes before it commits. So they can
 * explain a change that no outcome names, in the order of their log and by the rules of a decision.
 */
final class LostCommands {
  private static final int STEPS_MAX = 200_000;

  /** Those of each removal, in the order of their log. */
  private final List<List<CounterCommand>> removals;

  /** Whether the item was unusable at times; then the table may have rejected any of them. */
  private final boolean unusable;

  /** The least and the greatest value that the counter is known to have had. */
  private final LongSummaryStatistics values;

  /** The possible numbers of commands of each removal that the table has decided so far. */
  private Set<List<Integer>> decided;

  LostCommands(CounterLife life) {
    this.removals = List.copyOf(life.lost());
    this.unusable = !life.unusable().isEmpty();
    this.values = life.operations().stream()
        .flatMapToLong(each -> LongStream.of(each.before(), each.value()))
        .summaryStatistics();
    this.decided = Set.of(Collections.nCopies(removals.size(), 0));
  }

  /** More lost commands than can be judged. */
  static final class TooManyWaysException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyWaysException(String message) {
      super(message);
    }
  }

  /**
   * How far the table may be.
   *
   * @param decided the number of decided commands of each removal
   * @param value the value then
   * @param version the version then
   * @param deleted whether the counter was deleted then
   */
  private record Step(List<Integer> decided, long value, long version, boolean deleted) {
    Step(List<Integer> decided, CounterState state) {
      this(decided, state.value(), state.version(), state.deleted());
    }

    CounterState state() {
      return new CounterState(value, version, deleted);
    }
  }

  /**
   * The state that commands which are not decided yet lead to from another one, if it can have this
   * value and version; then they count as decided.
   *
   * @throws TooManyWaysException if there are too many ways to find out
   */
  Optional<CounterState> lead(CounterState from, long toValue, long toVersion) {
    if (removals.isEmpty() || toVersion < from.version()) {
      return Optional.empty();
    }
    Deque<Step> open = new ArrayDeque<>();
    decided.forEach(each -> open.add(new Step(each, from)));
    Set<Step> seen = new HashSet<>(open);
    Set<List<Integer>> reached = new HashSet<>();
    Optional<CounterState> led = Optional.empty();
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (step.version == toVersion && step.value == toValue) {
        reached.add(step.decided);
        led = Optional.of(step.state());
      }
      for (Step next : after(step)) {
        if (next.version <= toVersion && seen.add(next)) {
          open.add(next);
        }
      }
      if (seen.size() > STEPS_MAX) {
        throw new TooManyWaysException("cannot be judged: its lost commands lead from version "
            + from.version() + " to " + toVersion + " in more than " + STEPS_MAX + " ways");
      }
    }
    decided = reached.isEmpty() ? decided : reached;
    return led;
  }

  private List<Step> after(Step step) {
    List<Step> next = new ArrayList<>();
    for (int removal = 0; removal < removals.size(); removal++) {
      addChanges(step, removal, next);
    }
    return next;
  }

  /**
   * Adds the states after the next change by a command of this removal. Those that change nothing
   * are passed over only on the way to one that does: each of them apart would be another way.
   */
  private void addChanges(Step step, int removal, List<Step> next) {
    List<CounterCommand> commands = removals.get(removal);
    for (int index = step.decided.get(removal); index < commands.size(); index++) {
      CounterCommand command = commands.get(index);
      List<Integer> one = new ArrayList<>(step.decided);
      one.set(removal, index + 1);
      Optional<CounterState> changed = changed(command, step);
      changed.ifPresent(state -> next.add(new Step(one, state)));
      boolean may = mayHaveFailed(command);
      if (changed.isPresent() && !may) {
        return;
      }
      if (!may) {
        // It changes nothing in this state, but would in another.
        next.add(new Step(one, step.state()));
      }
    }
  }

  private static Optional<CounterState> changed(CounterCommand command, Step step) {
    Decision decision = Decision.of(command, step.state());
    return decision.kind() == OutcomeKind.APPLIED && decision.version() > step.version
        ? Optional.of(new CounterState(decision.value(), decision.version(), decision.deleted()))
        : Optional.empty();
  }

  /** It may have been decided earlier, against a state that did not fit. */
  private boolean mayHaveFailed(CounterCommand command) {
    return unusable
        || command.delete()
        || !Decision.isChange(command)
        || command.expectedVersion().isPresent()
        || !(command.expected() instanceof Expectation.Any)
        || !command.bounds().isEmpty()
        || overflows(values.getMax(), command)
        || overflows(values.getMin(), command);
  }

  private static boolean overflows(long value, CounterCommand command) {
    return Decision.of(command, value, 1).kind() == OutcomeKind.OVERFLOW;
  }
}
