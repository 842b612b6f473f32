package io.counterstream.core;

import io.counterstream.contract.CounterState;
import io.counterstream.core.journal.Journal;
import java.math.BigDecimal;
import java.time.Instant;
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
  VALUE((update, item) -> isWithin(update.values(), item.value())),
  /** A deleted counter has no value to add to, whatever the item holds. */
  TOMBSTONE((update, item) -> !item.tombstone()),
  VERSION((update, item) -> isWithin(update.versions(), item.version())),
  SOURCE((update, item) ->
      item.writer().map(log -> log.source().equals(update.first().source())).orElse(true)),
  OFFSET((update, item) ->
      item.writer().map(log -> log.offset() < update.first().offset()).orElse(true)),
  /** Too weak by itself: it accepts a batch whose first commands are recorded already. */
  OFFSET_OF_THE_LAST((update, item) ->
      item.writer().map(log -> log.offset() < update.last().offset()).orElse(true));

  private final BiPredicate<BlindUpdate, RawContent> term;

  BlindUpdateTerm(BiPredicate<BlindUpdate, RawContent> term) {
    this.term = term;
  }

  /** Whether an attribute is a number in a range. A fraction may be. */
  private static boolean isWithin(BlindUpdate.Range range, Optional<Object> attribute) {
    return RawContent.number(attribute)
        .filter(number -> number.compareTo(BigDecimal.valueOf(range.least())) >= 0)
        .filter(number -> number.compareTo(BigDecimal.valueOf(range.most())) <= 0)
        .isPresent();
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
          .map(there ->
              terms.stream().allMatch(term -> term.term.test(update, RawContent.of(there))))
          .orElse(update.mayBeAbsent() || absentIsZero);
      return holds ? Optional.of(updated(update, actual, journal)) : Optional.empty();
    };
  }

  private static CounterItem updated(
      BlindUpdate update, Optional<CounterItem> actual, UnaryOperator<Journal> journal) {
    RawContent before = actual
        .map(RawContent::of)
        .orElse(RawContent.of(Optional.empty(), Optional.empty(), Optional.empty(), false));
    CounterState base = before(actual).orElse(CounterState.ABSENT);
    LogProgress ours = new LogProgress(
        update.last().source(),
        update.last().offset(),
        journal.apply(update.journal().shiftedBy(base.value(), base.version())));
    Optional<Instant> updatedAt =
        update.updatedAt().or(() -> actual.flatMap(CounterItem::updatedAt));
    RawContent after = RawContent.of(
        Optional.of(sum(before.value(), update.delta())),
        Optional.of(sum(before.version(), update.changes())),
        Optional.of(update.last()),
        before.tombstone());
    if (before(actual).isPresent()) {
      return after.item(rest(update, actual, ours, updatedAt));
    }
    LogProgress open =
        new LogProgress(update.first().source(), update.first().offset() - 1, Journal.EMPTY);
    return new RawContent(
            after.value(),
            after.version(),
            after.writer(),
            before.value(),
            before.version(),
            true,
            before.tombstone())
        .item(rest(update, actual, open, updatedAt));
  }

  private static CounterItem rest(
      BlindUpdate update,
      Optional<CounterItem> actual,
      LogProgress writer,
      Optional<Instant> updatedAt) {
    List<LogProgress> logs = new ArrayList<>(List.of(writer));
    actual.stream().flatMap(there -> there.otherLogs().stream()).forEach(logs::add);
    return new CounterItem(update.counter(), 0, OptionalLong.empty(), logs, updatedAt);
  }

  private static Object sum(Optional<Object> attribute, long summand) {
    return RawContent.number(attribute).orElse(BigDecimal.ZERO).add(BigDecimal.valueOf(summand));
  }

  /** The state that a blind update was decided against; empty if it met a fraction. */
  static Optional<CounterState> before(Optional<CounterItem> actual) {
    return actual.isEmpty()
        ? Optional.of(CounterState.ABSENT)
        : actual
            .get()
            .state()
            .map(state -> new CounterState(
                state.value(), actual.get().usable().storedVersion().orElse(0)));
  }
}
