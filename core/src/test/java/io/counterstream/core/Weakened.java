package io.counterstream.core;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import io.counterstream.core.journal.Fingerprint;
import io.counterstream.core.journal.Journal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** The protocol with one rule left out or wrong, and items that remember too little. */
final class Weakened {
  private static final Protocol REAL = new DecideOnce();

  private Weakened() {}

  /** The first of the protocol's two rules. */
  private interface StatusRule {
    CommandStatus status(Optional<CounterItem> item, LogSource source, LoggedCommand command);
  }

  /** The second. */
  private interface RetentionRule {
    Journal retained(Journal journal, long committed);
  }

  private static Protocol protocol(StatusRule statusRule, RetentionRule retentionRule) {
    return new Protocol() {
      @Override
      public CommandStatus status(
          Optional<CounterItem> item, LogSource source, LoggedCommand command) {
        return statusRule.status(item, source, command);
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
        (item, source, command) -> CommandStatus.UNDECIDED, (journal, committed) -> Journal.EMPTY);
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
    return status((item, source, command) -> {
      LogSource writer =
          item.flatMap(CounterItem::lastWriter).map(LogProgress::source).orElse(source);
      return REAL.status(item, writer, command);
    });
  }

  static Protocol takingStaleForOpen() {
    return status((item, source, command) -> {
      CommandStatus status = REAL.status(item, source, command);
      return status instanceof CommandStatus.Stale ? CommandStatus.UNDECIDED : status;
    });
  }

  static Protocol takingRedeliveredForStale() {
    return status((item, source, command) -> {
      CommandStatus status = REAL.status(item, source, command);
      return status instanceof CommandStatus.DecidedAgainst ? CommandStatus.STALE : status;
    });
  }

  static Protocol decidingRedeliveriesAgainstThePresent() {
    return status((item, source, command) -> {
      CommandStatus status = REAL.status(item, source, command);
      return status instanceof CommandStatus.DecidedAgainst
          ? new CommandStatus.DecidedAgainst(item.orElseThrow().state())
          : status;
    });
  }

  static Protocol recordingNoConflicts() {
    return leavingWithoutPut((command, outcome) -> outcome.type() == Outcome.Type.CONFLICT);
  }

  static Protocol decidingChecksAgainstTheKnownItem() {
    return leavingWithoutPut((command, outcome) -> Decider.isCheck(command));
  }

  /** A put without the entries of commands that were decided before its batch, but not recorded. */
  static ConditionalPut withoutChecksBefore(long firstOfBatch, ConditionalPut put) {
    LogProgress written = put.item().lastWriter().orElseThrow();
    long recorded = recordedBefore(put);
    Journal.Writer journal = Journal.EMPTY.writer();
    for (Journal.Entry entry : written.journal().newest(Integer.MAX_VALUE)) {
      if (entry.offset() <= recorded || entry.offset() >= firstOfBatch) {
        journal.add(entry.offset(), entry.state(), Fingerprint.UNKNOWN);
      }
    }
    LogProgress less = new LogProgress(written.source(), written.offset(), journal.journal());
    return new ConditionalPut(put.item().withLogs(put.item().logsWith(less)), put.seen());
  }

  /** The last command of a put's log that the item seen records; -1 without one. */
  static long recordedBefore(ConditionalPut put) {
    LogSource source = put.item().lastWriter().orElseThrow().source();
    return put.seen()
        .flatMap(seen -> seen.progressOf(source))
        .map(LogProgress::offset)
        .orElse(-1L);
  }

  static Protocol recordingNoOverflows() {
    return leavingWithoutPut((command, outcome) ->
        outcome.type() == Outcome.Type.REJECTED && outcome.state().isPresent());
  }

  static Protocol recordingNoRejectionsAsUnusable() {
    return leavingWithoutPut((command, outcome) ->
        outcome.type() == Outcome.Type.REJECTED && outcome.state().isEmpty());
  }

  private static Protocol leavingWithoutPut(BiPredicate<CounterCommand, Outcome> which) {
    return status((item, source, command) -> {
      CommandStatus status = REAL.status(item, source, command);
      Optional<CounterState> state =
          item.map(CounterItem::state).orElse(Optional.of(CounterState.ABSENT));
      Outcome outcome = Decider.decide(command, state);
      return status instanceof CommandStatus.Undecided && which.test(command.command(), outcome)
          ? new CommandStatus.DecidedAgainst(state)
          : status;
    });
  }

  static Protocol comparingNoFingerprints() {
    return comparing(fingerprint -> Fingerprint.UNKNOWN);
  }

  static Protocol comparingHashesOnly() {
    return comparing(fingerprint -> new Fingerprint(-1, fingerprint.hash()));
  }

  private static Protocol comparing(UnaryOperator<Fingerprint> known) {
    return status((item, source, command) ->
        REAL.status(item, source, with(command, known.apply(command.fingerprint()))));
  }

  private static LoggedCommand with(LoggedCommand command, Fingerprint fingerprint) {
    return new LoggedCommand(command.offset(), command.timestamp(), command.command(), fingerprint);
  }

  /** "Remember the last command's id in the item." */
  static CounterItem rememberingTheLastCommand(CounterItem item) {
    LogProgress writer = item.logs().get(0);
    Journal last = writer.journal().from(writer.offset());
    return item.withLogs(item.logsWith(new LogProgress(writer.source(), writer.offset(), last)));
  }

  static CounterItem rememberingTheLastWriter(CounterItem item) {
    return item.withLogs(item.logs().subList(0, 1));
  }

  /** Entries relative to the item's value, so that an edit changes them. */
  static CounterItem movingTheJournal(CounterItem before, CounterItem after) {
    if (before.state().isEmpty() || after.state().isEmpty()) {
      return after;
    }
    long distance = after.usable().value() - before.usable().value();
    List<LogProgress> moved = after.logs().stream()
        .map(log -> new LogProgress(log.source(), log.offset(), moved(log, distance)))
        .toList();
    return after.withLogs(moved);
  }

  /** A put that leaves an item unusable records nothing. */
  static CounterItem withoutProgressIfUnusable(CounterItem held, CounterItem put) {
    return put.state().isPresent() ? put : held;
  }

  /** A put that leaves an item unusable drops its commands' entries. */
  static CounterItem withoutEntriesOfUnusable(CounterItem put) {
    List<LogProgress> logs = put.logs().stream()
        .map(log -> new LogProgress(log.source(), log.offset(), withoutUnusable(log)))
        .toList();
    return put.withLogs(logs);
  }

  private static Journal withoutUnusable(LogProgress log) {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (Journal.Entry entry : log.journal().newest(Integer.MAX_VALUE)) {
      entry.state().ifPresent(state -> writer.add(entry.offset(), state));
    }
    return writer.journal();
  }

  /** A put that leaves an item unusable leaves what a blind update made of it. */
  static CounterItem withoutUndoing(CounterItem held, CounterItem put) {
    if (put.state().isPresent()) {
      return put;
    }
    RawContent there = RawContent.of(held);
    return RawContent.of(there.value(), there.version(), RawContent.writer(put), there.tombstone())
        .item(put);
  }

  /** "A deleted counter needs no record." */
  static CounterItem withoutLogsIfDeleted(CounterItem put) {
    LogSource writer = put.logs().get(0).source();
    return put.state().filter(CounterState::deleted).isPresent()
        ? put.withLogs(List.of(new LogProgress(writer, -1, Journal.EMPTY)))
        : put;
  }

  /** The version of a counter that is created again restarts. */
  static CounterItem restartingTheVersion(CounterItem held, CounterItem put) {
    boolean again = held.state().filter(CounterState::deleted).isPresent()
        && put.state().filter(CounterState::exists).isPresent();
    return again
        ? new CounterItem(
            put.counter(), put.usable().value(), OptionalLong.of(1), put.logs(), put.updatedAt())
        : put;
  }

  /** A counter that is created again stays marked as deleted. */
  static CounterItem keepingTheTombstone(CounterItem held, CounterItem put) {
    if (put.state().isEmpty() || !RawContent.of(held).tombstone()) {
      return put;
    }
    CounterItem.Usable after = put.usable();
    return new CounterItem(
        put.counter(),
        new CounterItem.Usable(after.value(), after.storedVersion(), true),
        put.logs(),
        put.updatedAt(),
        Optional.empty());
  }

  private static Journal moved(LogProgress log, long distance) {
    Journal.Writer writer = Journal.EMPTY.writer();
    for (long offset = 0; offset <= log.offset(); offset++) {
      long at = offset;
      log.journal()
          .find(offset)
          .flatMap(Journal.Entry::state)
          .ifPresent(
              state -> writer.add(at, new CounterState(state.value() + distance, state.version())));
    }
    return writer.journal();
  }
}
