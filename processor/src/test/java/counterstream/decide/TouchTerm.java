package counterstream.decide;

import counterstream.contract.CounterState;
import counterstream.decide.TableRules.Touching;
import counterstream.decide.journal.Journal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** What a first touch checks of the item that is there. */
enum TouchTerm {
  VALUE((touch, item) -> item.value() == touch.expected()),
  VERSION((touch, item) -> item.storedVersion().orElse(0) > 0),
  EXPECTED_VERSION((touch, item) ->
      touch.expectedVersion().isEmpty() || touch.expectedVersion().equals(item.storedVersion())),
  SOURCE((touch, item) -> item.lastWriter()
      .map(log -> log.source().equals(touch.position().source()))
      .orElse(true)),
  OFFSET((touch, item) ->
      item.lastWriter().map(log -> log.offset() < touch.position().offset()).orElse(true));

  private final BiPredicate<FirstTouch, CounterItem> term;

  TouchTerm(BiPredicate<FirstTouch, CounterItem> term) {
    this.term = term;
  }

  /** Production's: all of them. */
  static Touching all() {
    return checking(EnumSet.allOf(TouchTerm.class), entry -> entry);
  }

  static Touching allBut(TouchTerm first, TouchTerm... more) {
    return checking(EnumSet.complementOf(EnumSet.of(first, more)), entry -> entry);
  }

  /** All are checked, and the journal is another than it should be. */
  static Touching noting(UnaryOperator<Journal> journal) {
    return checking(EnumSet.allOf(TouchTerm.class), journal);
  }

  private static Touching checking(Set<TouchTerm> terms, UnaryOperator<Journal> journal) {
    return (touch, actual) -> terms.stream().allMatch(term -> term.term.test(touch, actual))
        ? Optional.of(touched(touch, actual, journal))
        : Optional.empty();
  }

  private static CounterItem touched(
      FirstTouch touch, CounterItem actual, UnaryOperator<Journal> journal) {
    long version = actual.storedVersion().orElse(0);
    Journal.Writer writer = Journal.EMPTY.writer();
    writer.add(touch.position().offset(), new CounterState(touch.expected(), version));
    List<LogRecord> logs = new ArrayList<>(actual.logs());
    LogRecord ours = new LogRecord(
        touch.position().source(), touch.position().offset(), journal.apply(writer.journal()));
    if (logs.isEmpty()) {
      logs.add(ours);
    } else {
      logs.set(0, ours);
    }
    return new CounterItem(
        actual.counter(),
        touch.value(),
        OptionalLong.of(version + 1),
        logs,
        Optional.of(touch.timestamp()));
  }
}
