package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Journal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** A condition of a blind update on the item in the table. */
public enum BlindUpdateTerm {
  VALUE((update, item) -> update.values().contains(item.value())),
  VERSION((update, item) -> update.versions().contains(item.storedVersion().orElse(0))),
  SOURCE((update, item) ->
      item.lastWriter().map(log -> log.source().equals(update.first().source())).orElse(true)),
  OFFSET((update, item) ->
      item.lastWriter().map(log -> log.offset() < update.first().offset()).orElse(true)),
  /** Too weak by itself: it accepts a batch whose first commands are recorded already. */
  OFFSET_OF_THE_LAST((update, item) ->
      item.lastWriter().map(log -> log.offset() < update.last().offset()).orElse(true));

  private final BiPredicate<BlindUpdate, CounterItem> term;

  BlindUpdateTerm(BiPredicate<BlindUpdate, CounterItem> term) {
    this.term = term;
  }

  /** Production's condition: all of them. */
  public static BlindUpdateRule all() {
    return noting(journal -> journal);
  }

  static BlindUpdateRule allBut(BlindUpdateTerm first, BlindUpdateTerm... more) {
    return checking(EnumSet.complementOf(EnumSet.of(first, more)), journal -> journal, false);
  }

  /** All are checked, but another journal is written. */
  static BlindUpdateRule noting(UnaryOperator<Journal> journal) {
    return checking(EnumSet.allOf(BlindUpdateTerm.class), journal, false);
  }

  /** A missing item counts as one of value 0, whatever the commands expect. */
  static BlindUpdateRule takingNoItemForZero() {
    return checking(EnumSet.allOf(BlindUpdateTerm.class), journal -> journal, true);
  }

  private static BlindUpdateRule checking(
      Set<BlindUpdateTerm> terms, UnaryOperator<Journal> journal, boolean absentIsZero) {
    return (update, actual) -> {
      boolean holds = actual
          .map(there -> terms.stream().allMatch(term -> term.term.test(update, there)))
          .orElse(update.mayBeAbsent() || absentIsZero);
      return holds ? Optional.of(updated(update, actual, journal)) : Optional.empty();
    };
  }

  private static CounterItem updated(
      BlindUpdate update, Optional<CounterItem> actual, UnaryOperator<Journal> journal) {
    long value = actual.map(CounterItem::value).orElse(0L);
    long version =
        actual.map(CounterItem::storedVersion).orElse(OptionalLong.empty()).orElse(0);
    LogProgress ours = new LogProgress(
        update.last().source(),
        update.last().offset(),
        journal.apply(update.journal().shiftedBy(value, version)));
    List<LogProgress> logs = new ArrayList<>(List.of(ours));
    actual.stream().flatMap(there -> there.logs().stream()).skip(1).forEach(logs::add);
    return new CounterItem(
        update.counter(),
        value + update.delta(),
        OptionalLong.of(version + update.changes()),
        logs,
        update.updatedAt().or(() -> actual.flatMap(CounterItem::updatedAt)));
  }

  /** The state that a blind update was decided against. */
  static CounterState before(Optional<CounterItem> actual) {
    return actual
        .map(there -> new CounterState(there.value(), there.storedVersion().orElse(0)))
        .orElse(CounterState.ABSENT);
  }
}
