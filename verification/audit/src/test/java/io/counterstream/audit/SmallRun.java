package io.counterstream.audit;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
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
 * </pre>
 */
final class SmallRun {
  static final Position FIRST = new Position(0, 0);
  static final Position CONFLICT = new Position(0, 1);
  static final Position CHECK = new Position(0, 2);
  static final Position OVERFLOW = new Position(0, 3);
  static final Position DECREMENT = new Position(0, 4);
  static final Position INVALID = new Position(0, 5);
  static final Position WRONG_KEY = new Position(0, 6);
  static final Position UNREADABLE = new Position(0, 7);
  static final Position GAP = new Position(0, 8);
  static final Position LAST = new Position(0, 9);
  static final Position CREATE = new Position(1, 0);
  static final Position NO_COUNTER = new Position(1, 1);
  static final Position ELSEWHERE = new Position(1, 2);

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
    run.history.results.add(new Result(Kind.DEAD_LETTER, 0, 7000, UNREADABLE, Optional.empty()));
    run.decided(LAST, command("a", 1, Expectation.ANY), 5, 3);
    run.decided(CREATE, command("b", 0, Expectation.ABSENT), 0, 0);
    run.decided(NO_COUNTER, command("c", 1, Expectation.exactly(3)), 0, 0);
    run.decided(
        ELSEWHERE,
        new IncrementCommand("id", "a", 1, Expectation.exactly(6), OptionalLong.of(4)),
        6,
        4);
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

  static IncrementCommand command(String counter, long delta, Expectation expected) {
    return new IncrementCommand("id", counter, delta, expected);
  }

  /** The command that stands there. */
  static IncrementCommand at(History history, Position position) {
    return ((DecodedCommand.Valid) history.commands.get(position)).command();
  }

  private void decided(Position at, IncrementCommand named, long value, long version) {
    IncrementCommand command = new IncrementCommand(
        "id-" + at, named.counter(), named.delta(), named.expected(), named.expectedVersion());
    Outcome outcome = Outcomes.decide(command, new CounterState(value, version));
    history.commands.put(at, new DecodedCommand.Valid(command));
    result(at, outcome);
  }

  private void malformed(Position at, String reason) {
    DecodedCommand.Invalid invalid =
        new DecodedCommand.Invalid("id-" + at, Optional.of("a"), reason, "wrong at " + at);
    history.commands.put(at, invalid);
    result(at, Outcomes.rejected(invalid));
  }

  private void result(Position at, Outcome outcome) {
    history.results.add(new Result(
        Answer.of(Optional.of(outcome)).home(),
        at.partition(),
        1000 * at.offset(),
        at,
        Optional.of(outcome)));
  }

  private void time(Position at, long sentNanos, long receivedNanos) {
    history.calls.put(at, new History.Call(sentNanos, receivedNanos));
  }
}
