package io.counterstream.audit;

import static io.counterstream.audit.Check.RESULT_MISPLACED;
import static io.counterstream.audit.Check.RESULT_MISSING;
import static io.counterstream.audit.Check.RESULT_OF_NO_COMMAND;
import static io.counterstream.audit.Check.RESULT_OUT_OF_ORDER;
import static io.counterstream.audit.Check.RESULT_REPEATED;

import io.counterstream.contract.Outcome;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Results that are missing, too many, of nothing, or not where they belong. */
class ResultFaultsTest {
  private static final Position BEYOND = new Position(0, 10);
  private static final Position OTHER_PARTITION = new Position(2, 0);

  static Stream<Fault> faults() {
    return Stream.of(missing(), repeated(), ofNoCommand(), misplaced(), outOfOrder())
        .flatMap(faults -> faults);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isFound(Fault fault) {
    fault.mustBeFound();
  }

  private static Stream<Fault> missing() {
    return Stream.of(
        lost("an applied command without its event", SmallRun.LAST),
        lost("a command in conflict without its event", SmallRun.CONFLICT),
        lost("a check without its event", SmallRun.CHECK),
        lost("an overflow without its rejection", SmallRun.OVERFLOW),
        lost("a malformed command without its rejection", SmallRun.INVALID),
        lost("an unreadable record without its dead letter", SmallRun.UNREADABLE),
        new Fault("no results at all", RESULT_MISSING, history -> history.results.clear()));
  }

  private static Fault lost(String because, Position command) {
    return new Fault(
        because, RESULT_MISSING, history -> history.results.remove(history.indexOf(command)));
  }

  private static Stream<Fault> repeated() {
    return Stream.of(
        again("an applied event that stands there twice", SmallRun.LAST, Kind.APPLIED),
        again("a conflict that stands there twice", SmallRun.CONFLICT, Kind.CONFLICT),
        again("a rejection that stands there twice", SmallRun.INVALID, Kind.REJECTED),
        again("a dead letter that stands there twice", SmallRun.UNREADABLE, Kind.DEAD_LETTER),
        again("an applied command that is a conflict, too", SmallRun.LAST, Kind.CONFLICT),
        again("a readable command that is set aside as well", SmallRun.LAST, Kind.DEAD_LETTER));
  }

  private static Fault again(String because, Position command, Kind kind) {
    return new Fault(because, RESULT_REPEATED, history -> {
      Optional<Outcome> outcome = history.resultOf(command).outcome();
      history.results.add(new Result(
          kind,
          command.partition(),
          50_000,
          command,
          kind == Kind.DEAD_LETTER ? Optional.empty() : outcome));
    });
  }

  private static Stream<Fault> ofNoCommand() {
    return Stream.of(
        forged("a dead letter of a record beyond the end", Kind.DEAD_LETTER, BEYOND),
        forged("a dead letter where the log has a gap", Kind.DEAD_LETTER, SmallRun.GAP),
        forged("a dead letter of a partition without records", Kind.DEAD_LETTER, OTHER_PARTITION),
        forged("a dead letter that does not say of what", Kind.DEAD_LETTER, Position.NONE),
        forged("an event of a record beyond the end", Kind.APPLIED, BEYOND),
        forged("an event that does not say of what", Kind.CONFLICT, Position.NONE),
        new Fault(
            "an event of a command that the log lost",
            RESULT_OF_NO_COMMAND,
            history -> history.commands.remove(SmallRun.LAST)),
        new Fault(
            "an answer that a client saw to a command that is not there",
            RESULT_OF_NO_COMMAND,
            history -> history.calls.put(BEYOND, new History.Call(1, 2))));
  }

  private static Fault forged(String because, Kind kind, Position command) {
    return new Fault(because, RESULT_OF_NO_COMMAND, history -> {
      Optional<Outcome> outcome = history.resultOf(SmallRun.LAST).outcome();
      history.results.add(new Result(
          kind, 0, 50_000, command, kind == Kind.DEAD_LETTER ? Optional.empty() : outcome));
    });
  }

  private static Stream<Fault> misplaced() {
    return Stream.of(
        inTopic("an applied event among the conflicts", SmallRun.FIRST, Kind.CONFLICT),
        inTopic("an applied event among the rejections", SmallRun.FIRST, Kind.REJECTED),
        inTopic("a conflict among the applied events", SmallRun.CONFLICT, Kind.APPLIED),
        inTopic("an overflow among the conflicts", SmallRun.OVERFLOW, Kind.CONFLICT),
        inTopic("a rejection among the applied events", SmallRun.WRONG_KEY, Kind.APPLIED),
        inTopic("a valid command that is set aside", SmallRun.FIRST, Kind.DEAD_LETTER),
        inTopic("a malformed command that is set aside", SmallRun.INVALID, Kind.DEAD_LETTER),
        inTopic("an unreadable record that is rejected", SmallRun.UNREADABLE, Kind.REJECTED),
        inPartition("an event in another partition", SmallRun.LAST),
        inPartition("a rejection in another partition", SmallRun.INVALID),
        inPartition("a dead letter in another partition", SmallRun.UNREADABLE));
  }

  private static Fault inTopic(String because, Position command, Kind kind) {
    return new Fault(
        because,
        RESULT_MISPLACED,
        history -> history.replace(
            command,
            old -> new Result(
                kind,
                old.partition(),
                old.offset(),
                command,
                kind == Kind.DEAD_LETTER ? Optional.empty() : old.outcome())));
  }

  private static Fault inPartition(String because, Position command) {
    return new Fault(
        because,
        RESULT_MISPLACED,
        history -> history.replace(
            command, old -> new Result(old.kind(), 1, 50_000, command, old.outcome())));
  }

  private static Stream<Fault> outOfOrder() {
    return Stream.of(
        at("an event before that of an earlier command", SmallRun.LAST, 3999),
        at("an event after those of later commands", SmallRun.FIRST, 50_000),
        at("two events at one place", SmallRun.LAST, 4000),
        at("a rejection before that of an earlier command", SmallRun.WRONG_KEY, 1));
  }

  private static Fault at(String because, Position command, long offset) {
    return new Fault(
        because,
        RESULT_OUT_OF_ORDER,
        history -> history.replace(
            command,
            old -> new Result(old.kind(), old.partition(), offset, command, old.outcome())));
  }
}
