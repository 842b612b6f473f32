package io.counterstream.audit;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A run of a few commands with everything in it, all of it right.
 *
 * <pre>
 * 0/0  a +5             0 -> 5 version 1     10..20
 * 0/1  a +1 expects 9   conflict 5 / 1       30..40
 * 0/2  a check          5 version 1          50..60
 *      an edit of a     5 -> 7 version 2     70..80
 * 0/3  a +max           overflow 7 / 2       90..100
 * 0/4  a -2 expects 7   7 -> 5 version 3     110..120
 * 0/5  invalid          0/6  wrong key       0/7  unreadable
 * 0/9  a +1             5 -> 6 version 4     (8 is a gap)
 * 1/0  b +0 if absent   0 -> 0 version 1
 * 1/1  c +1 expects 3   conflict 0 / 0
 * 1/2  a +1 expects 6, version 4: 6 -> 7 version 5     130..140
 * 1/3  c -1 from 0      conflict 0 / 0, out of bounds
 * </pre>
 */
final class SmallRun {
  static final RecordPosition FIRST = new RecordPosition(0, 0);
  static final RecordPosition CONFLICT = new RecordPosition(0, 1);
  static final RecordPosition CHECK = new RecordPosition(0, 2);
  static final RecordPosition OVERFLOW = new RecordPosition(0, 3);
  static final RecordPosition DECREMENT = new RecordPosition(0, 4);
  static final RecordPosition INVALID = new RecordPosition(0, 5);
  static final RecordPosition WRONG_KEY = new RecordPosition(0, 6);
  static final RecordPosition UNREADABLE = new RecordPosition(0, 7);
  static final RecordPosition GAP = new RecordPosition(0, 8);
  static final RecordPosition LAST = new RecordPosition(0, 9);
  static final RecordPosition CREATE = new RecordPosition(1, 0);
  static final RecordPosition NO_COUNTER = new RecordPosition(1, 1);
  static final RecordPosition ELSEWHERE = new RecordPosition(1, 2);

  static final RecordPosition OUT_OF_BOUNDS = new RecordPosition(1, 3);

  private final History history = new History();

  private SmallRun() {}

  static History create() {
    SmallRun run = new SmallRun();
    run.decided(FIRST, command("a", 5, Expectation.ANY), 0, 0);
    run.decided(CONFLICT, command("a", 1, Expectation.exactly(9)), 5, 1);
    run.decided(CHECK, command("a", 0, Expectation.ANY), 5, 1);
    run.history.edits.add(new Edit("a", new CounterState(5, 1), new CounterState(7, 2), 70, 80));
    run.decided(OVERFLOW, command("a", Long.MAX_VALUE, Expectation.ANY), 7, 2);
    run.decided(DECREMENT, command("a", -2, Expectation.exactly(7)), 7, 2);
    run.malformed(INVALID, Rejected.INVALID);
    run.malformed(WRONG_KEY, Rejected.WRONG_KEY);
    run.history.commands.put(UNREADABLE, new DecodedCommand.Unreadable("no id"));
    run.history.outcomes.add(
        new OutcomeRecord(OutcomeTopic.DEAD_LETTER, 0, 7000, UNREADABLE, Optional.empty()));
    run.decided(LAST, command("a", 1, Expectation.ANY), 5, 3);
    run.decided(CREATE, command("b", 0, Expectation.ABSENT), 0, 0);
    run.decided(NO_COUNTER, command("c", 1, Expectation.exactly(3)), 0, 0);
    run.decided(
        ELSEWHERE,
        new CounterCommand("id", "a", 1, Expectation.exactly(6), OptionalLong.of(4)),
        6,
        4);
    run.decided(OUT_OF_BOUNDS, command("c", -1, Expectation.ANY).within(Bounds.atLeast(0)), 0, 0);
    run.time(FIRST, 10, 20);
    run.time(CONFLICT, 30, 40);
    run.time(CHECK, 50, 60);
    run.time(OVERFLOW, 90, 100);
    run.time(DECREMENT, 110, 120);
    run.time(ELSEWHERE, 130, 140);
    run.history.items.put("a", new CounterState(7, 5));
    run.history.items.put("b", new CounterState(0, 1));
    run.history.items.put("c", CounterState.ABSENT);
    return run.history;
  }

  static CounterCommand command(String counter, long delta, Expectation expected) {
    return new CounterCommand("id", counter, delta, expected);
  }

  /** Returns the command at a position. */
  static CounterCommand at(History history, RecordPosition position) {
    return ((DecodedCommand.Valid) history.commands.get(position)).command();
  }

  private void decided(RecordPosition at, CounterCommand named, long value, long version) {
    CounterCommand command = new CounterCommand(
            "id-" + at, named.counter(), named.delta(), named.expected(), named.expectedVersion())
        .within(named.bounds());
    Outcome outcome = Outcomes.decide(command, new CounterState(value, version));
    history.commands.put(at, new DecodedCommand.Valid(command));
    result(at, outcome);
  }

  private void malformed(RecordPosition at, String reason) {
    DecodedCommand.Invalid invalid =
        new DecodedCommand.Invalid("id-" + at, Optional.of("a"), reason, "wrong at " + at);
    history.commands.put(at, invalid);
    result(at, Outcomes.rejected(invalid));
  }

  private void result(RecordPosition at, Outcome outcome) {
    history.outcomes.add(new OutcomeRecord(
        OutcomeKind.of(outcome).topic(),
        at.partition(),
        1000 * at.offset(),
        at,
        Optional.of(outcome)));
  }

  private void time(RecordPosition at, long sentNanos, long receivedNanos) {
    history.calls.put(at, new History.Call(sentNanos, receivedNanos));
  }
}
