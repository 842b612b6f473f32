package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.core.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** The protocol with one rule left out or wrong, and items that remember too little. */
final class Weakened {
  private static final Protocol REAL = new DecideOnce();

  private Weakened() {}

  /** The first of the protocol's two rules. */
  private interface StatusRule {
    CommandStatus status(Optional<CounterItem> item, LogPosition command);
  }

  /** The second. */
  private interface RetentionRule {
    Journal retained(Journal journal, long committed);
  }

  private static Protocol protocol(StatusRule statusRule, RetentionRule retentionRule) {
    return new Protocol() {
      @Override
      public CommandStatus status(Optional<CounterItem> item, LogPosition command) {
        return statusRule.status(item, command);
      }

      @Override
      public Journal retained(Journal journal, long committed) {
        return retentionRule.retained(journal, committed);
      }
    };
  }

  private static Protocol status(StatusRule status) {
    return protocol(status, REAL::retained);
  }

  private static Protocol retaining(RetentionRule retaining) {
    return protocol(REAL::status, retaining);
  }

  static Protocol withoutJournal() {
    return protocol(
        (item, command) -> CommandStatus.UNDECIDED, (journal, committed) -> Journal.EMPTY);
  }

  static Protocol withJournalOfTheCurrentBatch() {
    return retaining((journal, committed) -> Journal.EMPTY);
  }

  static Protocol withoutTheFirstEntryNotCommitted() {
    return retaining((journal, committed) -> journal.from(committed + 1));
  }

  /** A journal that drops its oldest entries instead of waiting for commits. */
  static Protocol withTheLastEntriesOnly(int entriesMax) {
    return retaining((journal, committed) -> {
      Journal kept = journal.from(committed);
      for (long from = committed; kept.size() > entriesMax; from++) {
        kept = kept.from(from);
      }
      return kept;
    });
  }

  static Protocol takingAnyLogForOurs() {
    return status((item, command) -> {
      LogSource writer =
          item.flatMap(CounterItem::lastWriter).map(LogProgress::source).orElse(command.source());
      return REAL.status(item, new LogPosition(writer, command.offset()));
    });
  }

  static Protocol takingStaleForOpen() {
    return status((item, command) -> {
      CommandStatus status = REAL.status(item, command);
      return status instanceof CommandStatus.Stale ? CommandStatus.UNDECIDED : status;
    });
  }

  static Protocol takingRedeliveredForStale() {
    return status((item, command) -> {
      CommandStatus status = REAL.status(item, command);
      return status instanceof CommandStatus.DecidedAgainst ? CommandStatus.STALE : status;
    });
  }

  static Protocol decidingRedeliveriesAgainstThePresent() {
    return status((item, command) -> {
      CommandStatus status = REAL.status(item, command);
      return status instanceof CommandStatus.DecidedAgainst
          ? new CommandStatus.DecidedAgainst(item.orElseThrow().state())
          : status;
    });
  }

  static Function<Function<LogPosition, LoggedCommand>, Protocol> recordingNoConflicts() {
    return leavingWithoutPut((command, outcome) -> outcome.type() == Outcome.Type.CONFLICT);
  }

  static Function<Function<LogPosition, LoggedCommand>, Protocol> recordingNoChecks() {
    return leavingWithoutPut(
        (command, outcome) -> outcome.type() == Outcome.Type.APPLIED && command.delta() == 0);
  }

  static Function<Function<LogPosition, LoggedCommand>, Protocol> recordingNoOverflows() {
    return leavingWithoutPut((command, outcome) -> outcome.type() == Outcome.Type.REJECTED);
  }

  private static Function<Function<LogPosition, LoggedCommand>, Protocol> leavingWithoutPut(
      BiPredicate<IncrementCommand, Outcome> which) {
    return commands -> status((item, position) -> {
      CommandStatus status = REAL.status(item, position);
      LoggedCommand logged = commands.apply(position);
      CounterState state = item.map(CounterItem::state).orElse(CounterState.ABSENT);
      Outcome outcome = Decider.decide(logged.command(), logged.timestamp(), state);
      return status instanceof CommandStatus.Undecided && which.test(logged.command(), outcome)
          ? new CommandStatus.DecidedAgainst(state)
          : status;
    });
  }

  /** "Remember the last command's id in the item." */
  static CounterItem rememberingTheLastCommand(CounterItem item) {
    LogProgress writer = item.logs().get(0);
    Journal last = writer.journal().from(writer.offset());
    return remembering(
        item, item.logsWith(new LogProgress(writer.source(), writer.offset(), last)));
  }

  static CounterItem rememberingTheLastWriter(CounterItem item) {
    return remembering(item, item.logs().subList(0, 1));
  }

  /** Entries relative to the item's value, so that an edit changes them. */
  static CounterItem movingTheJournal(CounterItem before, CounterItem after) {
    List<LogProgress> moved = after.logs().stream()
        .map(log ->
            new LogProgress(log.source(), log.offset(), moved(log, after.value() - before.value())))
        .toList();
    return remembering(after, moved);
  }

  private static Journal moved(LogProgress log, long distance) {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (long offset = 0; offset <= log.offset(); offset++) {
      long at = offset;
      log.journal()
          .find(offset)
          .ifPresent(
              state -> writer.add(at, new CounterState(state.value() + distance, state.version())));
    }
    return writer.journal();
  }

  private static CounterItem remembering(CounterItem item, List<LogProgress> logs) {
    return new CounterItem(
        item.counter(), item.value(), item.storedVersion(), logs, item.updatedAt());
  }
}
