package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Applied;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A way to make any right history wrong, at a random place.
 *
 * @param what what goes wrong
 * @param checks at least one of these has to find it
 * @param seed changes the history; false where there is no place for it
 */
record Mutation(String what, List<Check> checks, BiPredicate<History, SplittableRandom> seed) {
  private static final long BEHIND = 1_000_000_000;

  static final List<Mutation> ALL = List.of(
      new Mutation(
          "an outcome is lost",
          List.of(Check.OUTCOME_MISSING),
          (history, random) -> any(
                  history, random, all -> !OperatorMutations.isRemovable(history, all.command()))
              .filter(history.outcomes::remove)
              .isPresent()),
      new Mutation(
          "an outcome is repeated",
          List.of(Check.OUTCOME_REPEATED),
          (history, random) -> any(history, random, all -> true)
              .filter(old -> history.outcomes.add(moved(old, old.topic(), old.partition(), BEHIND)))
              .isPresent()),
      new Mutation(
          "a record of the log is lost",
          List.of(Check.OUTCOME_OF_NO_COMMAND),
          (history, random) -> any(history, random, all -> true)
              .map(old -> history.commands.remove(old.command()))
              .isPresent()),
      new Mutation(
          "a dead letter is forged",
          List.of(Check.OUTCOME_OF_NO_COMMAND),
          (history, random) -> history.outcomes.add(new OutcomeRecord(
              OutcomeTopic.DEAD_LETTER,
              0,
              BEHIND,
              new RecordPosition(0, BEHIND),
              Optional.empty()))),
      new Mutation(
          "an outcome is in another topic", List.of(Check.OUTCOME_MISPLACED), Mutation::topic),
      new Mutation(
          "an outcome is in another partition",
          List.of(Check.OUTCOME_MISPLACED),
          (history, random) -> replace(
              history,
              any(history, random, all -> true),
              old -> moved(old, old.topic(), old.partition() + 1, old.offset()))),
      new Mutation(
          "an outcome follows later ones",
          List.of(Check.OUTCOME_OUT_OF_ORDER),
          (history, random) -> replace(
              history,
              any(
                  history,
                  random,
                  old -> history.outcomes.stream()
                      .anyMatch(later -> later.topic() == old.topic()
                          && later.partition() == old.partition()
                          && later.offset() > old.offset())),
              old -> moved(old, old.topic(), old.partition(), BEHIND))),
      new Mutation(
          "two outcomes are swapped", List.of(Check.ANOTHER_COMMAND), Mutation::swapOutcomes),
      new Mutation(
          "a change names values shifted by one",
          List.of(Check.BROKEN_CHAIN),
          (history, random) ->
              rename(history, any(history, random, old -> isChange(history, old)), 1, 0)),
      new Mutation(
          "a change names the next version",
          List.of(Check.BROKEN_CHAIN),
          (history, random) ->
              rename(history, any(history, random, old -> isChange(history, old)), 0, 1)),
      new Mutation(
          "a change names the version before",
          List.of(Check.BROKEN_CHAIN),
          (history, random) -> rename(
              history,
              any(history, random, old -> isChange(history, old) && state(old).version() > 1),
              0,
              -1)),
      new Mutation(
          "a conflict, an overflow or a check names another value",
          List.of(Check.STATE_NEVER_EXISTED),
          (history, random) -> rename(
              history,
              any(
                  history,
                  random,
                  old -> hasState(old) && !isChange(history, old) && state(old).version() > 0),
              1,
              0)),
      new Mutation(
          "a change is called a conflict with its own effect, as without a journal",
          List.of(Check.STATE_NEVER_EXISTED),
          Mutation::forget),
      new Mutation(
          "a command is applied twice without an outcome",
          List.of(Check.TABLE_DIFFERS),
          Mutation::applyTwice),
      new Mutation(
          "an edit is overwritten, or not given",
          List.of(Check.TABLE_DIFFERS, Check.BROKEN_CHAIN),
          Mutation::dropEdit),
      new Mutation(
          "a change is sent when all is over",
          List.of(Check.REAL_TIME_ORDER),
          (history, random) -> any(history, random, old -> isBuiltUpon(history, old))
              .map(old -> history.calls.put(old.command(), new History.Call(BEHIND, BEHIND)))
              .isPresent()));

  private static boolean topic(History history, SplittableRandom random) {
    OutcomeTopic topic = OutcomeTopic.values()[random.nextInt(4)];
    return replace(
        history,
        any(history, random, old -> old.topic() != topic),
        old -> moved(old, topic, old.partition(), old.offset()));
  }

  private static boolean swapOutcomes(History history, SplittableRandom random) {
    Optional<OutcomeRecord> one = any(history, random, Mutation::hasState);
    Optional<OutcomeRecord> two = any(
        history,
        random,
        other -> one.isPresent()
            && hasState(other)
            && other != one.get()
            && other.topic() == one.get().topic());
    return replace(history, one, old -> withOutcome(old, two.orElse(old)))
        && replace(history, two, old -> withOutcome(old, one.get()));
  }

  private static boolean forget(History history, SplittableRandom random) {
    Optional<OutcomeRecord> change = any(history, random, old -> isChange(history, old));
    change.ifPresent(old -> history.setOutcome(
        old.command(),
        Outcomes.conflict(
            SmallRun.at(history, old.command()), state(old).value(), state(old).version())));
    return change.isPresent();
  }

  private static boolean dropEdit(History history, SplittableRandom random) {
    Set<String> lost = OperatorMutations.countersWithLost(history);
    List<Edit> edits =
        history.edits.stream().filter(edit -> !lost.contains(edit.counter())).toList();
    return !edits.isEmpty() && history.edits.remove(edits.get(random.nextInt(edits.size())));
  }

  private static boolean applyTwice(History history, SplittableRandom random) {
    return any(history, random, old -> isChange(history, old))
        .map(old -> (Applied) old.outcome().orElseThrow())
        .map(applied -> history.items.computeIfPresent(
            applied.counter(),
            (counter, state) ->
                new CounterState(state.value() + applied.delta(), state.version() + 1)))
        .isPresent();
  }

  static Optional<OutcomeRecord> any(
      History history, SplittableRandom random, Predicate<OutcomeRecord> wanted) {
    // A lost command of the counter could explain the change.
    Set<String> lost = OperatorMutations.countersWithLost(history);
    List<OutcomeRecord> found = history.outcomes.stream()
        .filter(wanted)
        .filter(each ->
            each.outcome().flatMap(Outcome::counterName).filter(lost::contains).isEmpty())
        .toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  private static boolean replace(
      History history, Optional<OutcomeRecord> result, UnaryOperator<OutcomeRecord> change) {
    result.ifPresent(old -> history.replace(old.command(), change));
    return result.isPresent();
  }

  private static boolean rename(
      History history, Optional<OutcomeRecord> result, long value, long version) {
    result.ifPresent(old -> history.setOutcome(
        old.command(),
        Outcomes.at(
            old.outcome().orElseThrow(),
            state(old).value() + value,
            state(old).version() + version)));
    return result.isPresent();
  }

  static OutcomeRecord moved(OutcomeRecord old, OutcomeTopic topic, int partition, long offset) {
    return new OutcomeRecord(
        topic,
        partition,
        offset,
        old.command(),
        topic == OutcomeTopic.DEAD_LETTER ? Optional.empty() : old.outcome());
  }

  private static OutcomeRecord withOutcome(OutcomeRecord place, OutcomeRecord outcome) {
    return new OutcomeRecord(
        place.topic(), place.partition(), place.offset(), place.command(), outcome.outcome());
  }

  private static boolean hasState(OutcomeRecord result) {
    return result.outcome().flatMap(Outcome::state).isPresent();
  }

  private static CounterState state(OutcomeRecord result) {
    return result.outcome().flatMap(Outcome::state).orElseThrow();
  }

  static boolean isChange(History history, OutcomeRecord result) {
    return result.outcome().orElse(null) instanceof Applied applied
        && (applied.delta() != 0
            || SmallRun.at(history, result.command()).expected() instanceof Expectation.Absent);
  }

  /** Whether it is a change that a known call or edit has read or followed. */
  private static boolean isBuiltUpon(History history, OutcomeRecord change) {
    if (!isChange(history, change)) {
      return false;
    }
    String counter = SmallRun.at(history, change.command()).counter();
    if (history.deletions.stream().anyMatch(each -> each.counter().equals(counter))) {
      return false; // versions are compared within a life
    }
    long version = state(change).version();
    return history.edits.stream()
            .anyMatch(e -> e.counter().equals(counter) && e.after().version() > version)
        || history.outcomes.stream()
            .filter(other -> hasState(other) && other != change)
            .filter(other -> history.calls.containsKey(other.command()))
            .filter(other -> SmallRun.at(history, other.command()).counter().equals(counter))
            .anyMatch(other -> state(other).version() >= version);
  }

  @Override
  public String toString() {
    return what;
  }
}
