package io.counterstream.audit;

import static io.counterstream.audit.Check.BROKEN_CHAIN;
import static io.counterstream.audit.Check.LOG_ORDER;
import static io.counterstream.audit.Check.REAL_TIME_ORDER;
import static io.counterstream.audit.Check.STATE_NEVER_EXISTED;
import static io.counterstream.audit.Check.TABLE_DIFFERS;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcomes that are possible one by one, but not together or with this table. */
class CounterFaultsTest {
  static Stream<Fault> faults() {
    return Stream.of(chain(), states(), table(), logOrder(), realTime()).flatMap(faults -> faults);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFound(Fault fault) {
    fault.mustBeFound();
  }

  private static Stream<Fault> chain() {
    return Stream.of(
        named("a change from another value than there was", BROKEN_CHAIN, SmallRun.LAST, 7, 4),
        named("a version made twice", BROKEN_CHAIN, SmallRun.LAST, 6, 3),
        named("a version left out", BROKEN_CHAIN, SmallRun.FIRST, 5, 2),
        named("a first change from another value than 0", BROKEN_CHAIN, SmallRun.FIRST, 6, 1),
        named("a change that is announced too early", BROKEN_CHAIN, SmallRun.ELSEWHERE, 7, 6),
        new Fault(
            "a change without a source: an edit that was not given, or a command applied twice",
            BROKEN_CHAIN,
            history -> history.edits.clear()),
        new Fault(
            "an edit of a value that was not there",
            BROKEN_CHAIN,
            history -> history.edits.set(
                0, new Edit("a", new CounterState(6, 1), new CounterState(7, 2), 70, 80))),
        new Fault(
            "an edit that was overwritten",
            BROKEN_CHAIN,
            history -> history.edits.set(
                0, new Edit("a", new CounterState(5, 1), new CounterState(9, 2), 70, 80))),
        new Fault(
            "an edit at a version that a command made",
            BROKEN_CHAIN,
            history -> history.edits.add(
                new Edit("a", new CounterState(7, 2), new CounterState(5, 3), 70, 80))));
  }

  private static Fault named(
      String because, Check check, RecordPosition position, long value, long version) {
    return new Fault(because, check, history -> {
      Outcome outcome = history.outcomeOf(position).outcome().orElseThrow();
      history.setOutcome(position, Outcomes.at(outcome, value, version));
    });
  }

  private static Stream<Fault> states() {
    return Stream.of(
        named(
            "a conflict with a value that never was", STATE_NEVER_EXISTED, SmallRun.CONFLICT, 4, 1),
        named("a conflict with a version to come", STATE_NEVER_EXISTED, SmallRun.CONFLICT, 7, 9),
        named(
            "a conflict with an older version's value",
            STATE_NEVER_EXISTED,
            SmallRun.CONFLICT,
            5,
            2),
        named(
            "a conflict of a counter that never was",
            STATE_NEVER_EXISTED,
            SmallRun.NO_COUNTER,
            0,
            1),
        named("a check that found another value", STATE_NEVER_EXISTED, SmallRun.CHECK, 6, 1),
        named("a check that raised the version", STATE_NEVER_EXISTED, SmallRun.CHECK, 5, 2),
        named(
            "an overflow at a value that never was", STATE_NEVER_EXISTED, SmallRun.OVERFLOW, 8, 2),
        named(
            "an overflow at a version that never was",
            STATE_NEVER_EXISTED,
            SmallRun.OVERFLOW,
            7,
            7));
  }

  private static Stream<Fault> table() {
    CounterState one = new CounterState(1, 1);
    return Stream.of(
        new Fault("an item gone", TABLE_DIFFERS, history -> history.items.remove("a")),
        item("an item with another value", "a", new CounterState(8, 5)),
        item("an item with another version", "a", new CounterState(7, 6)),
        item("an item that the last change is missing from", "a", new CounterState(6, 4)),
        item("a counter created at 0 without an item", "b", CounterState.ABSENT),
        item("an item with a value of a counter that never changed", "c", one),
        item("an item of a counter that no command names", "d", one));
  }

  private static Fault item(String because, String counter, CounterState state) {
    return new Fault(because, TABLE_DIFFERS, history -> history.items.put(counter, state));
  }

  private static Stream<Fault> logOrder() {
    return Stream.of(
        named("a conflict that saw a later command's effect", LOG_ORDER, SmallRun.CONFLICT, 5, 3),
        named("a check that saw a later version", LOG_ORDER, SmallRun.CHECK, 6, 4),
        named("an overflow that saw an earlier state", LOG_ORDER, SmallRun.OVERFLOW, 0, 0),
        new Fault("two changes decided against the log", LOG_ORDER, history -> {
          swapStates(history, SmallRun.DECREMENT, SmallRun.LAST);
        }),
        named("a check before what it follows in the log", LOG_ORDER, SmallRun.CHECK, 0, 0));
  }

  private static void swapStates(History history, RecordPosition one, RecordPosition other) {
    CounterState first =
        history.outcomeOf(one).outcome().flatMap(Outcome::state).orElseThrow();
    CounterState second =
        history.outcomeOf(other).outcome().flatMap(Outcome::state).orElseThrow();
    Outcome was = history.outcomeOf(one).outcome().orElseThrow();
    history.setOutcome(one, Outcomes.at(was, second.value(), second.version()));
    was = history.outcomeOf(other).outcome().orElseThrow();
    history.setOutcome(other, Outcomes.at(was, first.value(), first.version()));
  }

  private static Stream<Fault> realTime() {
    return Stream.of(
        timed("a conflict with a value that was edited before it was sent", SmallRun.CONFLICT, 81),
        timed("a check that did not read what was received before", SmallRun.CHECK, 121),
        timed("an overflow against a value of the past", SmallRun.OVERFLOW, 121),
        timed("a change sent after the outcome of a later one was received", SmallRun.FIRST, 61),
        timed("a change sent after its effect was edited", SmallRun.FIRST, 81),
        timed("a change sent after a later change was received", SmallRun.DECREMENT, 141),
        new Fault(
            "an edit invoked after its effect was read",
            REAL_TIME_ORDER,
            history -> history.edits.set(
                0, new Edit("a", new CounterState(5, 1), new CounterState(7, 2), 101, 102))),
        new Fault(
            "an edit over before what it builds on was sent",
            REAL_TIME_ORDER,
            history -> history.edits.set(
                0, new Edit("a", new CounterState(5, 1), new CounterState(7, 2), 1, 9))));
  }

  private static Fault timed(String because, RecordPosition position, long sentNanos) {
    return new Fault(
        because,
        REAL_TIME_ORDER,
        history -> history.calls.put(position, new History.Call(sentNanos, sentNanos + 100)));
  }
}
