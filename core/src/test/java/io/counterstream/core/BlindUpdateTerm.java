package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.core.TableRules.Touching;
import io.counterstream.core.journal.Journal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** What a first touch checks of the item that is there. */
enum BlindUpdateTerm {
  VALUE((touch, item) -> touch.values().contains(item.value())),
  VERSION((touch, item) -> touch.versions().contains(item.storedVersion().orElse(0))),
  SOURCE((touch, item) ->
      item.lastWriter().map(log -> log.source().equals(touch.first().source())).orElse(true)),
  OFFSET((touch, item) ->
      item.lastWriter().map(log -> log.offset() < touch.first().offset()).orElse(true)),
  /** Too little by itself: it lets a batch through of which the first commands are recorded. */
  OFFSET_OF_THE_LAST((touch, item) ->
      item.lastWriter().map(log -> log.offset() < touch.last().offset()).orElse(true));

  private final BiPredicate<BlindUpdate, CounterItem> term;

  BlindUpdateTerm(BiPredicate<BlindUpdate, CounterItem> term) {
    this.term = term;
  }

  /** Production's: all of them. */
  static Touching all() {
    return noting(journal -> journal);
  }

  static Touching allBut(BlindUpdateTerm first, BlindUpdateTerm... more) {
    return checking(EnumSet.complementOf(EnumSet.of(first, more)), journal -> journal, false);
  }

  /** All are checked, and the journal is another than it should be. */
  static Touching noting(UnaryOperator<Journal> journal) {
    return checking(EnumSet.allOf(BlindUpdateTerm.class), journal, false);
  }

  /** An item that is not there is one of value 0, whatever the commands expect. */
  static Touching takingNoItemForZero() {
    return checking(EnumSet.allOf(BlindUpdateTerm.class), journal -> journal, true);
  }

  private static Touching checking(
      Set<BlindUpdateTerm> terms, UnaryOperator<Journal> journal, boolean absentIsZero) {
    return (touch, actual) -> {
      boolean holds = actual
          .map(there -> terms.stream().allMatch(term -> term.term.test(touch, there)))
          .orElse(touch.mayBeAbsent() || absentIsZero);
      return holds ? Optional.of(touched(touch, actual, journal)) : Optional.empty();
    };
  }

  private static CounterItem touched(
      BlindUpdate touch, Optional<CounterItem> actual, UnaryOperator<Journal> journal) {
    long value = actual.map(CounterItem::value).orElse(0L);
    long version =
        actual.map(CounterItem::storedVersion).orElse(OptionalLong.empty()).orElse(0);
    LogRecord ours = new LogRecord(
        touch.last().source(),
        touch.last().offset(),
        journal.apply(touch.journal().movedBy(value, version)));
    List<LogRecord> logs = new ArrayList<>(List.of(ours));
    actual.stream().flatMap(there -> there.logs().stream()).skip(1).forEach(logs::add);
    return new CounterItem(
        touch.counter(),
        value + touch.delta(),
        OptionalLong.of(version + touch.changes()),
        logs,
        touch.updatedAt().or(() -> actual.flatMap(CounterItem::updatedAt)));
  }

  /** What a first touch was decided against. */
  static CounterState before(Optional<CounterItem> actual) {
    return actual
        .map(there -> new CounterState(there.value(), there.storedVersion().orElse(0)))
        .orElse(CounterState.ABSENT);
  }
}
