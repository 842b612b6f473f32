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

  /**
   * How far the table may be.
   *
   * @param decided the number of decided commands of each removal
   * @param value the value then
   * @param version the version then
   */
  private record Step(List<Integer> decided, long value, long version) {}

  /**
   * Whether commands that are not decided yet lead from one state to the other; then they count as
   * decided.
   *
   * @throws IllegalStateException if there are too many ways to find out
   */
  boolean lead(long value, long version, long toValue, long toVersion) {
    if (removals.isEmpty() || toVersion < version) {
      return false;
    }
    Deque<Step> open = new ArrayDeque<>();
    decided.forEach(each -> open.add(new Step(each, value, version)));
    Set<Step> seen = new HashSet<>(open);
    Set<List<Integer>> reached = new HashSet<>();
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (step.version == toVersion && step.value == toValue) {
        reached.add(step.decided);
      }
      for (Step next : after(step)) {
        if (next.version <= toVersion && seen.add(next)) {
          open.add(next);
        }
      }
      if (seen.size() > STEPS_MAX) {
        throw new IllegalStateException("too many lost commands to judge: more than " + STEPS_MAX
            + " ways from version " + version + " to " + toVersion);
      }
    }
    if (reached.isEmpty()) {
      return false;
    }
    decided = reached;
    return true;
  }

  private List<Step> after(Step step) {
    List<Step> next = new ArrayList<>();
    for (int removal = 0; removal < removals.size(); removal++) {
      int index = step.decided.get(removal);
      if (index == removals.get(removal).size()) {
        continue;
      }
      List<Integer> one = new ArrayList<>(step.decided);
      one.set(removal, index + 1);
      CounterCommand command = removals.get(removal).get(index);
      Optional<CounterState> changed = changed(command, step);
      changed.ifPresent(state -> next.add(new Step(one, state.value(), state.version())));
      if (changed.isEmpty() || mayHaveFailed(command)) {
        next.add(new Step(one, step.value, step.version));
      }
    }
    return next;
  }

  private static Optional<CounterState> changed(CounterCommand command, Step step) {
    Decision decision = Decision.of(command, step.value, step.version);
    return decision.kind() == OutcomeKind.APPLIED && Decision.isChange(command)
        ? Optional.of(new CounterState(decision.value(), decision.version()))
        : Optional.empty();
  }

  /** It may have been decided earlier, against a state that did not fit. */
  private boolean mayHaveFailed(CounterCommand command) {
    return unusable
        || command.expectedVersion().isPresent()
        || !(command.expected() instanceof Expectation.Any)
        || overflows(values.getMax(), command)
        || overflows(values.getMin(), command);
  }

  private static boolean overflows(long value, CounterCommand command) {
    return Decision.of(command, value, 1).kind() == OutcomeKind.OVERFLOW;
  }
}
