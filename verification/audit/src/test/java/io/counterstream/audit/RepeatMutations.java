package io.counterstream.audit;

import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Rejected;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Ways to make the outcomes of commands that are sent twice wrong. */
final class RepeatMutations {
  static final List<Mutation> ALL = List.of(
      new Mutation(
          "a command that was sent before has an outcome of its own",
          List.of(Check.REPEAT_MISJUDGED),
          RepeatMutations::decide),
      new Mutation(
          "a command that was not sent before is called a repeat",
          List.of(Check.REPEAT_MISJUDGED),
          (history, random) -> {
            Optional<OutcomeRecord> change =
                Mutation.any(history, random, old -> Mutation.isChange(history, old));
            change.ifPresent(old -> history.setOutcome(
                old.command(),
                Outcomes.repeated(
                    SmallRun.at(history, old.command()), Optional.of(old.command()))));
            return change.isPresent();
          }),
      new Mutation(
          "a repeat names another command", List.of(Check.REPEAT_MISJUDGED), (history, random) -> {
            Optional<OutcomeRecord> repeat =
                Mutation.any(history, random, old -> original(old).isPresent());
            repeat.ifPresent(old -> history.setOutcome(
                old.command(),
                Outcomes.repeated(
                    SmallRun.at(history, old.command()), Optional.of(old.command()))));
            return repeat.isPresent();
          }));

  private RepeatMutations() {}

  private static boolean decide(History history, SplittableRandom random) {
    Optional<OutcomeRecord> repeat = Mutation.any(
        history, random, old -> original(old).isPresent() && !mayBeRemoved(history, old.command()));
    repeat.ifPresent(old -> history.setOutcome(
        old.command(), Outcomes.conflict(SmallRun.at(history, old.command()), 1_000_000, 1)));
    return repeat.isPresent();
  }

  /** An owner that has not read the original decides the command. */
  private static boolean mayBeRemoved(History history, RecordPosition repeat) {
    return history.removals.stream()
        .anyMatch(each -> each.log() == repeat.log()
            && each.partition() == repeat.partition()
            && each.before() != Long.MAX_VALUE);
  }

  private static Optional<Outcome.Original> original(OutcomeRecord record) {
    return record.outcome().orElse(null) instanceof Rejected rejected
        ? rejected.original()
        : Optional.empty();
  }
}
