package io.counterstream.audit;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Mutations of histories in which records, topics or items are deleted, broken or torn. */
final class OperatorMutations {
  private static final long BEHIND = 1_000_000_000;

  static final List<Mutation> ALL = List.of(
      new Mutation(
          "deleted records include one without outcome that is followed by an outcome",
          List.of(Check.OUTCOME_MISSING),
          OperatorMutations::loseAmid),
      new Mutation(
          "records without outcome were not deleted",
          List.of(Check.OUTCOME_MISSING),
          (history, random) -> {
            boolean lost = !OperatorMutations.lost(history).isEmpty();
            history.removals.clear();
            return lost;
          }),
      new Mutation(
          "the table did a later one of the lost commands only",
          List.of(Check.TABLE_DIFFERS, Check.BROKEN_CHAIN, Check.STATE_NEVER_EXISTED),
          OperatorMutations::doAnother),
      new Mutation(
          "a rejection as unusable of a valid item",
          List.of(
              Check.STATE_NEVER_EXISTED,
              Check.BROKEN_CHAIN,
              Check.TABLE_DIFFERS,
              Check.REAL_TIME_ORDER),
          OperatorMutations::rejectValid),
      new Mutation(
          "a rejection as unusable is sent after the cure",
          List.of(Check.STATE_NEVER_EXISTED),
          (history, random) -> unusable(history, random)
              .map(old -> history.calls.put(old.command(), new History.Call(BEHIND, BEHIND)))
              .isPresent()),
      new Mutation(
          "a rejection as unusable is received before the item was",
          List.of(Check.REAL_TIME_ORDER, Check.STATE_NEVER_EXISTED, Check.LOG_ORDER),
          (history, random) -> unusable(history, random)
              .map(old -> history.calls.put(old.command(), new History.Call(-BEHIND, -BEHIND)))
              .isPresent()),
      new Mutation(
          "the item was never unusable", List.of(Check.STATE_NEVER_EXISTED), (history, random) -> {
            boolean found = unusable(history, random).isPresent();
            history.unusable.clear();
            return found;
          }),
      new Mutation(
          "a deleted item comes back",
          List.of(Check.BROKEN_CHAIN, Check.TABLE_DIFFERS),
          OperatorMutations::comeBack),
      new Mutation(
          "an attribute of another writer is wiped",
          List.of(Check.ATTRIBUTE_LOST),
          (history, random) -> history.attributesFound.keySet().stream()
              .findAny()
              .map(counter -> history.attributesFound.put(counter, Map.of("more", "x")))
              .isPresent()),
      new Mutation(
          "an outcome is repeated, but Kafka tore another transaction",
          List.of(Check.OUTCOME_REPEATED),
          (history, random) -> repeat(history, random, 1, Optional.empty())),
      new Mutation(
          "an outcome is repeated with another state in a torn transaction",
          List.of(Check.OUTCOME_REPEATED),
          (history, random) -> Mutation.any(history, random, old -> Mutation.isChange(history, old))
              .map(old -> {
                Outcome outcome = old.outcome().orElseThrow();
                CounterState state = outcome.state().orElseThrow();
                Outcome other = Outcomes.at(outcome, state.value() + 1, state.version());
                return repeat(history, old, 0, other);
              })
              .isPresent()),
      new Mutation(
          "an outcome that Kafka aborted names another state",
          List.of(Check.BROKEN_CHAIN),
          (history, random) -> Mutation.any(history, random, old -> Mutation.isChange(history, old))
              .map(old -> {
                history.outcomes.remove(old);
                Outcome outcome = old.outcome().orElseThrow();
                CounterState state = outcome.state().orElseThrow();
                Outcome other = Outcomes.at(outcome, state.value() + 1, state.version());
                return history.aborted.add(withOutcome(old, other, old.offset()));
              })
              .isPresent()));

  private OperatorMutations() {}

  /** Whether a removal may excuse that it has no outcome. */
  static boolean isRemovable(History history, RecordPosition command) {
    return history.removals.stream().anyMatch(each -> contains(each, command));
  }

  private static boolean contains(Removal removal, RecordPosition command) {
    return removal.log() == command.log()
        && removal.partition() == command.partition()
        && removal.from() <= command.offset()
        && command.offset() < removal.before();
  }

  /** Returns the counters that have commands without outcome. */
  static Set<String> countersWithLost(History history) {
    return lost(history).stream()
        .map(each -> SmallRun.at(history, each).counter())
        .collect(Collectors.toSet());
  }

  private static NavigableSet<RecordPosition> lost(History history) {
    NavigableSet<RecordPosition> lost = new TreeSet<>(history.commands.keySet());
    history.outcomes.forEach(outcome -> lost.remove(outcome.command()));
    lost.removeIf(each -> !(history.commands.get(each) instanceof DecodedCommand.Valid));
    return lost;
  }

  private static boolean loseAmid(History history, SplittableRandom random) {
    Predicate<OutcomeRecord> amid = old -> isRemovable(history, old.command())
        && history.removals.stream()
            .filter(removal -> contains(removal, old.command()))
            .allMatch(removal -> history.outcomes.stream()
                .anyMatch(later -> later.command().offset() > old.command().offset()
                    && contains(removal, later.command())));
    return Mutation.any(history, random, amid).filter(history.outcomes::remove).isPresent();
  }

  /** The last state of the counter with a change that no first lost commands make. */
  private static boolean doAnother(History history, SplittableRandom random) {
    Map<String, Long> sums = new HashMap<>();
    for (RecordPosition position : lost(history)) {
      CounterCommand command = SmallRun.at(history, position);
      sums.merge(command.counter(), Math.abs(command.delta() % 1000), Long::sum);
    }
    for (Map.Entry<String, Long> each : sums.entrySet()) {
      CounterState state = history.items.get(each.getKey());
      if (state != null && Math.abs(state.value()) < BEHIND) {
        history.items.put(
            each.getKey(),
            new CounterState(state.value() + 7919 + each.getValue(), state.version() + 1));
        return true;
      }
    }
    return false;
  }

  private static Optional<OutcomeRecord> unusable(History history, SplittableRandom random) {
    return Mutation.any(history, random, old -> old.kind() == OutcomeKind.UNUSABLE);
  }

  private static boolean rejectValid(History history, SplittableRandom random) {
    Optional<OutcomeRecord> change =
        Mutation.any(history, random, old -> Mutation.isChange(history, old));
    change.ifPresent(old ->
        history.setOutcome(old.command(), Outcomes.unusable(SmallRun.at(history, old.command()))));
    return change.isPresent();
  }

  /** As a late put does that was on its way when the item was deleted. */
  private static boolean comeBack(History history, SplittableRandom random) {
    if (history.deletions.isEmpty()) {
      return false;
    }
    Deletion last = history.deletions.get(history.deletions.size() - 1);
    if (last.before().version() == 0) {
      return false;
    }
    CounterState now = history.items.getOrDefault(last.counter(), CounterState.ABSENT);
    history.items.put(
        last.counter(),
        new CounterState(
            last.before().value() + 7919, now.version() + last.before().version()));
    return true;
  }

  private static boolean repeat(
      History history, SplittableRandom random, int distance, Optional<Outcome> other) {
    return Mutation.any(history, random, all -> true)
        .map(old -> repeat(history, old, distance, other.or(old::outcome).orElse(null)))
        .isPresent();
  }

  /** Repeats an outcome behind all others, in a torn transaction or this far from one. */
  private static boolean repeat(History history, OutcomeRecord old, int distance, Outcome outcome) {
    long torn = BEHIND + distance;
    history.torn.add(new TornRecords(old.topic(), old.partition(), torn, torn));
    return history.outcomes.add(withOutcome(old, outcome, BEHIND));
  }

  private static OutcomeRecord withOutcome(OutcomeRecord old, Outcome outcome, long offset) {
    return new OutcomeRecord(
        old.topic(), old.partition(), offset, old.command(), Optional.ofNullable(outcome));
  }
}
