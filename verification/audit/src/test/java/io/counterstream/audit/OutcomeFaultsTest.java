package io.counterstream.audit;

import static io.counterstream.audit.Check.ANOTHER_COMMAND;
import static io.counterstream.audit.Check.WRONG_DECISION;
import static io.counterstream.audit.SmallRun.at;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.DecodedCommand;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcomes that are not those of their command. */
class OutcomeFaultsTest {
  private static final CounterState SEVEN = new CounterState(7, 2);

  static Stream<Fault> faults() {
    return Stream.of(another(), anotherFault(), decided(), causes(), refused(), unknown())
        .flatMap(faults -> faults);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFound(Fault fault) {
    fault.mustBeFound();
  }

  private static Stream<Fault> another() {
    Expectation nine = Expectation.exactly(9);
    return Stream.of(
        conflictOf("another id", command -> new CounterCommand("other", "a", 1, nine)),
        conflictOf("another counter", c -> new CounterCommand(c.commandId(), "b", 1, nine)),
        conflictOf("another delta", c -> new CounterCommand(c.commandId(), "a", 2, nine)),
        conflictOf(
            "another expected value",
            c -> new CounterCommand(c.commandId(), "a", 1, Expectation.exactly(8))),
        applied(
            "an event with a value for anything",
            ANOTHER_COMMAND,
            SmallRun.FIRST,
            c -> Outcomes.applied(
                new CounterCommand(c.commandId(), "a", 5, Expectation.exactly(0)), 0, 1)),
        conflictOf(
            "an expected version that is not there",
            c -> new CounterCommand(c.commandId(), "a", 1, nine, OptionalLong.of(4))),
        applied(
            "an event that leaves the expected version out",
            ANOTHER_COMMAND,
            SmallRun.ELSEWHERE,
            c -> Outcomes.applied(new CounterCommand(c.commandId(), "a", 1, c.expected()), 6, 5)),
        applied(
            "an event with other bounds",
            ANOTHER_COMMAND,
            SmallRun.OUT_OF_BOUNDS,
            c -> Outcomes.outOfBounds(c.within(Bounds.between(0, 9)), 0, 0)),
        applied(
            "an overflow with another id",
            ANOTHER_COMMAND,
            SmallRun.OVERFLOW,
            c -> Outcomes.overflow(
                new CounterCommand("other", "a", c.delta(), c.expected()), Optional.of(SEVEN))));
  }

  private static Fault conflictOf(String because, Function<CounterCommand, CounterCommand> change) {
    return applied(
        "a conflict with " + because,
        ANOTHER_COMMAND,
        SmallRun.CONFLICT,
        command -> Outcomes.conflict(change.apply(command), 5, 1));
  }

  private static Fault applied(
      String because,
      Check check,
      RecordPosition position,
      Function<CounterCommand, Outcome> outcome) {
    return new Fault(
        because,
        check,
        history -> history.setOutcome(position, outcome.apply(at(history, position))));
  }

  private static Stream<Fault> anotherFault() {
    Optional<String> a = Optional.of("a");
    return Stream.of(
        rejection(
            "a rejection with another id", ANOTHER_COMMAND, i -> rejected("x", a, i.message())),
        rejection(
            "a rejection with another counter",
            ANOTHER_COMMAND,
            i -> rejected(i.commandId(), Optional.of("b"), i.message())),
        rejection(
            "a rejection without the counter that was read",
            ANOTHER_COMMAND,
            i -> rejected(i.commandId(), Optional.empty(), i.message())),
        rejection(
            "a rejection with the message of another fault",
            ANOTHER_COMMAND,
            i -> rejected(i.commandId(), a, "wrong elsewhere")));
  }

  private static Rejected rejected(String id, Optional<String> counter, String message) {
    return Outcomes.rejected(id, counter, Rejected.INVALID, message, Optional.empty());
  }

  private static Fault rejection(
      String because, Check check, Function<DecodedCommand.Invalid, Outcome> outcome) {
    return new Fault(because, check, history -> {
      var invalid = (DecodedCommand.Invalid) history.commands.get(SmallRun.INVALID);
      history.setOutcome(SmallRun.INVALID, outcome.apply(invalid));
    });
  }

  private static Stream<Fault> decided() {
    return Stream.of(
        wrong(
            "applied although another value is expected",
            SmallRun.CONFLICT,
            c -> Outcomes.applied(c, 5, 2)),
        wrong(
            "applied although the expected value was not there before",
            SmallRun.DECREMENT,
            c -> Outcomes.applied(c, 8, 3)),
        wrong(
            "applied although another version is expected",
            SmallRun.ELSEWHERE,
            c -> Outcomes.applied(c, 6, 6)),
        applied(
            "applied although the counter exists",
            Check.BROKEN_CHAIN,
            SmallRun.CREATE,
            c -> Outcomes.applied(c, 0, 2)),
        wrong("applied although it wraps", SmallRun.OVERFLOW, c -> Outcomes.applied(c, 7, 3)),
        wrong(
            "a conflict although anything is expected",
            SmallRun.FIRST,
            c -> Outcomes.conflict(c, 0, 0)),
        wrong(
            "a conflict with the very value that is expected",
            SmallRun.DECREMENT,
            c -> Outcomes.conflict(c, 7, 2)),
        wrong(
            "a conflict although the counter is absent",
            SmallRun.CREATE,
            c -> Outcomes.conflict(c, 0, 0)),
        wrong("a conflict of a check of anything", SmallRun.CHECK, c -> Outcomes.conflict(c, 5, 1)),
        wrong(
            "a conflict that should be an overflow",
            SmallRun.OVERFLOW,
            c -> Outcomes.conflict(c, 7, 2)));
  }

  private static Stream<Fault> causes() {
    return Stream.of(
        wrong(
            "applied although it is out of bounds",
            SmallRun.OUT_OF_BOUNDS,
            c -> Outcomes.applied(c, 0, 1)),
        wrong(
            "a conflict of bounds that blames the expectation",
            SmallRun.OUT_OF_BOUNDS,
            c -> Outcomes.conflict(c, 0, 0)),
        wrong(
            "a conflict of an expectation that blames bounds",
            SmallRun.CONFLICT,
            c -> Outcomes.outOfBounds(c, 5, 1)),
        wrong(
            "out of bounds although there are none",
            SmallRun.LAST,
            c -> Outcomes.outOfBounds(c, 5, 3)),
        wrong(
            "a conflict for a cause that the contract does not know",
            SmallRun.CONFLICT,
            c -> new Outcome.Conflict(c, "tired", new CounterState(5, 1), Instant.EPOCH)));
  }

  private static Fault wrong(
      String because, RecordPosition position, Function<CounterCommand, Outcome> outcome) {
    return applied(because, WRONG_DECISION, position, outcome);
  }

  private static Stream<Fault> refused() {
    Optional<CounterState> seven = Optional.of(SEVEN);
    return Stream.of(
        wrong("an overflow that fits", SmallRun.LAST, c -> Outcomes.overflow(c, seven)),
        wrong(
            "an overflow although the expectation fails",
            SmallRun.CONFLICT,
            c -> Outcomes.overflow(c, seven)),
        wrong(
            "an overflow that names no state",
            SmallRun.OVERFLOW,
            c -> Outcomes.overflow(c, Optional.empty())),
        wrong(
            "a valid command that is called invalid",
            SmallRun.LAST,
            c -> rejected(c.commandId(), Optional.of("a"), "no reason")),
        rejection(
            "a malformed command that is called an overflow",
            WRONG_DECISION,
            i -> Outcomes.rejected(
                i.commandId(), i.counter(), Rejected.OVERFLOW, i.message(), seven)),
        rejection(
            "a malformed command whose key is blamed",
            WRONG_DECISION,
            i -> Outcomes.rejected(
                i.commandId(), i.counter(), Rejected.WRONG_KEY, i.message(), Optional.empty())),
        rejection(
            "a malformed command that names a state",
            WRONG_DECISION,
            i -> Outcomes.rejected(i.commandId(), i.counter(), i.reason(), i.message(), seven)),
        rejection(
            "a malformed command that is applied",
            WRONG_DECISION,
            i -> Outcomes.applied(
                new CounterCommand(i.commandId(), "a", 1, Expectation.ANY), 5, 4)));
  }

  private static Stream<Fault> unknown() {
    return Stream.of(
        wrong(
            "a reason that the contract does not know",
            SmallRun.LAST,
            c -> Outcomes.rejected(
                c.commandId(), Optional.of("a"), "tired", "later", Optional.empty())),
        new Fault("a wrong key that is called a fault in a field", WRONG_DECISION, history -> {
          var wrongKey = (DecodedCommand.Invalid) history.commands.get(SmallRun.WRONG_KEY);
          history.setOutcome(
              SmallRun.WRONG_KEY,
              rejected(wrongKey.commandId(), wrongKey.counter(), wrongKey.message()));
        }),
        new Fault(
            "an event that can't be read",
            WRONG_DECISION,
            history -> history.replace(
                SmallRun.FIRST,
                old -> new OutcomeRecord(
                    old.topic(), old.partition(), old.offset(), old.command(), Optional.empty()))),
        new Fault(
            "an unreadable record that has an outcome",
            WRONG_DECISION,
            history -> history.setOutcome(
                SmallRun.UNREADABLE, rejected("made up", Optional.empty(), "no id"))));
  }
}
