package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.ArrayList;
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

  private final List<LostRange> ranges;

  /** Whether the item was unusable at times; then the table may have rejected any of them. */
  private final boolean unusable;

  /** The least and the greatest value that the counter is known to have had. */
  private final LongSummaryStatistics values;

  /** The possible numbers of commands of each range that the table has decided so far. */
  private Set<List<Integer>> decided;

  /**
   * No command is decided.
   *
   * @param ranges the lost commands of this life, or those of its ranges that may be
   */
  LostCommands(CounterLife life, List<LostRange> ranges) {
    this.ranges = ranges;
    this.unusable = !life.unusable().isEmpty();
    this.values = life.operations().stream()
        .flatMapToLong(each -> LongStream.of(each.before(), each.value()))
        .summaryStatistics();
    this.decided = Set.of(ranges.stream().map(each -> 0).toList());
  }

  /** More lost commands than can be judged. */
  static final class TooManyWaysException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooManyWaysException(String message) {
      super(message);
    }
  }

  /**
   * How far the table may be at a version.
   *
   * @param decided the number of decided commands of each range
   * @param state the state then
   */
  private record Step(List<Integer> decided, CounterState state) {}

  /**
   * The state that commands which are not decided yet lead to from another one, if it can have this
   * value and version; then they count as decided.
   *
   * @param deleted whether the counter must be deleted in that state; empty if both will do
   * @throws TooManyWaysException if there are too many ways to find out
   */
  Optional<CounterState> lead(
      CounterState from, long toValue, long toVersion, Optional<Boolean> deleted) {
    if (ranges.isEmpty() || toVersion < from.version()) {
      return Optional.empty();
    }
    Set<Step> steps = new HashSet<>();
    decided.forEach(each -> steps.add(new Step(withoutOver(each, from.version()), from)));
    for (long version = from.version(); version < toVersion && !steps.isEmpty(); version++) {
      Set<Step> next = new HashSet<>();
      for (Step step : steps) {
        addNext(step, next);
        if (next.size() > STEPS_MAX) {
          throw new TooManyWaysException("cannot be judged: its lost commands lead from version "
              + from.version() + " to " + (version + 1) + " in more than " + STEPS_MAX + " ways");
        }
      }
      steps.clear();
      steps.addAll(next);
    }
    steps.removeIf(step -> step.state.value() != toValue
        || deleted.filter(must -> must != step.state.deleted()).isPresent());
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    decided = new HashSet<>(steps.stream().map(Step::decided).toList());
    return Optional.of(steps.iterator().next().state);
  }

  /** How many commands of a range that is over were decided makes no difference any more. */
  private List<Integer> withoutOver(List<Integer> each, long version) {
    List<Integer> relevant = new ArrayList<>(each);
    for (int range = 0; range < ranges.size(); range++) {
      if (ranges.get(range).isOverAt(version)) {
        relevant.set(range, ranges.get(range).commands().size());
      }
    }
    return relevant;
  }

  private void addNext(Step step, Set<Step> next) {
    for (int range = 0; range < ranges.size(); range++) {
      if (ranges.get(range).mayLeadFrom(step.state.version())) {
        addChanges(step, range, next);
      }
    }
  }

  /**
   * Adds the states after the next change by a command of this range. Those that change nothing are
   * passed over only on the way to one that does: each of them apart would be another way.
   */
  private void addChanges(Step step, int range, Set<Step> next) {
    List<LostRange.Lost> commands = ranges.get(range).commands();
    for (int index = step.decided.get(range); index < commands.size(); index++) {
      LostRange.Lost lost = commands.get(index);
      Optional<CounterState> changed = changed(lost.command(), step);
      if (changed.isPresent()) {
        List<Integer> one = new ArrayList<>(step.decided);
        one.set(range, index + 1);
        next.add(new Step(one, changed.get()));
        if (!mayHaveFailed(lost)) {
          return;
        }
      }
    }
  }

  private static Optional<CounterState> changed(CounterCommand command, Step step) {
    Decision decision = Decision.of(command, step.state);
    return decision.kind() == OutcomeKind.APPLIED && decision.version() > step.state.version()
        ? Optional.of(new CounterState(decision.value(), decision.version(), decision.deleted()))
        : Optional.empty();
  }

  /** It may have been decided earlier, against a state that did not fit. */
  private boolean mayHaveFailed(LostRange.Lost lost) {
    CounterCommand command = lost.command();
    return unusable
        || lost.mayBeRepeat()
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
