package io.counterstream.audit;

import static io.counterstream.audit.Check.OUTCOME_MISPLACED;
import static io.counterstream.audit.Check.OUTCOME_MISSING;
import static io.counterstream.audit.Check.OUTCOME_OF_NO_COMMAND;
import static io.counterstream.audit.Check.OUTCOME_OUT_OF_ORDER;
import static io.counterstream.audit.Check.OUTCOME_REPEATED;

import io.counterstream.contract.Outcome;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcomes that are missing, repeated, of no command, or misplaced. */
class OutcomePlaceFaultsTest {
  private static final RecordPosition BEYOND = new RecordPosition(0, 10);
  private static final RecordPosition OTHER_PARTITION = new RecordPosition(2, 0);

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
        new Fault("no outcomes at all", OUTCOME_MISSING, history -> history.outcomes.clear()));
  }

  private static Fault lost(String because, RecordPosition command) {
    return new Fault(
        because, OUTCOME_MISSING, history -> history.outcomes.remove(history.indexOf(command)));
  }

  private static Stream<Fault> repeated() {
    return Stream.of(
        again("an applied event that is repeated", SmallRun.LAST, OutcomeTopic.APPLIED),
        again("a conflict that is repeated", SmallRun.CONFLICT, OutcomeTopic.CONFLICT),
        again("a rejection that is repeated", SmallRun.INVALID, OutcomeTopic.REJECTED),
        again("a dead letter that is repeated", SmallRun.UNREADABLE, OutcomeTopic.DEAD_LETTER),
        again("an applied command that is a conflict, too", SmallRun.LAST, OutcomeTopic.CONFLICT),
        again(
            "a readable command that is set aside as well",
            SmallRun.LAST,
            OutcomeTopic.DEAD_LETTER));
  }

  private static Fault again(String because, RecordPosition command, OutcomeTopic topic) {
    return new Fault(because, OUTCOME_REPEATED, history -> {
      Optional<Outcome> outcome = history.outcomeOf(command).outcome();
      history.outcomes.add(new OutcomeRecord(
          topic,
          command.partition(),
          50_000,
          command,
          topic == OutcomeTopic.DEAD_LETTER ? Optional.empty() : outcome));
    });
  }

  private static Stream<Fault> ofNoCommand() {
    return Stream.of(
        forged("a dead letter of a record beyond the end", OutcomeTopic.DEAD_LETTER, BEYOND),
        forged("a dead letter where the log has a gap", OutcomeTopic.DEAD_LETTER, SmallRun.GAP),
        forged(
            "a dead letter of a partition without records",
            OutcomeTopic.DEAD_LETTER,
            OTHER_PARTITION),
        forged(
            "a dead letter that does not say of what",
            OutcomeTopic.DEAD_LETTER,
            RecordPosition.NONE),
        forged("an event of a record beyond the end", OutcomeTopic.APPLIED, BEYOND),
        forged("an event that does not say of what", OutcomeTopic.CONFLICT, RecordPosition.NONE),
        new Fault(
            "an event of a command that the log lost",
            OUTCOME_OF_NO_COMMAND,
            history -> history.commands.remove(SmallRun.LAST)),
        new Fault(
            "an outcome that a client received for a command that is not in the log",
            OUTCOME_OF_NO_COMMAND,
            history -> history.calls.put(BEYOND, new History.Call(1, 2))));
  }

  private static Fault forged(String because, OutcomeTopic topic, RecordPosition command) {
    return new Fault(because, OUTCOME_OF_NO_COMMAND, history -> {
      Optional<Outcome> outcome = history.outcomeOf(SmallRun.LAST).outcome();
      history.outcomes.add(new OutcomeRecord(
          topic,
          0,
          50_000,
          command,
          topic == OutcomeTopic.DEAD_LETTER ? Optional.empty() : outcome));
    });
  }

  private static Stream<Fault> misplaced() {
    return Stream.of(
        inTopic("an applied event among the conflicts", SmallRun.FIRST, OutcomeTopic.CONFLICT),
        inTopic("an applied event among the rejections", SmallRun.FIRST, OutcomeTopic.REJECTED),
        inTopic("a conflict among the applied events", SmallRun.CONFLICT, OutcomeTopic.APPLIED),
        inTopic("an overflow among the conflicts", SmallRun.OVERFLOW, OutcomeTopic.CONFLICT),
        inTopic("a rejection among the applied events", SmallRun.WRONG_KEY, OutcomeTopic.APPLIED),
        inTopic("a valid command that is set aside", SmallRun.FIRST, OutcomeTopic.DEAD_LETTER),
        inTopic(
            "a malformed command that is set aside", SmallRun.INVALID, OutcomeTopic.DEAD_LETTER),
        inTopic(
            "an unreadable record that is rejected", SmallRun.UNREADABLE, OutcomeTopic.REJECTED),
        inPartition("an event in another partition", SmallRun.LAST),
        inPartition("a rejection in another partition", SmallRun.INVALID),
        inPartition("a dead letter in another partition", SmallRun.UNREADABLE));
  }

  private static Fault inTopic(String because, RecordPosition command, OutcomeTopic topic) {
    return new Fault(
        because,
        OUTCOME_MISPLACED,
        history -> history.replace(
            command,
            old -> new OutcomeRecord(
                topic,
                old.partition(),
                old.offset(),
                command,
                topic == OutcomeTopic.DEAD_LETTER ? Optional.empty() : old.outcome())));
  }

  private static Fault inPartition(String because, RecordPosition command) {
    return new Fault(
        because,
        OUTCOME_MISPLACED,
        history -> history.replace(
            command, old -> new OutcomeRecord(old.topic(), 1, 50_000, command, old.outcome())));
  }

  private static Stream<Fault> outOfOrder() {
    return Stream.of(
        at("an event before that of an earlier command", SmallRun.LAST, 3999),
        at("an event after those of later commands", SmallRun.FIRST, 50_000),
        at("two events at one place", SmallRun.LAST, 4000),
        at("a rejection before that of an earlier command", SmallRun.WRONG_KEY, 1));
  }

  private static Fault at(String because, RecordPosition command, long offset) {
    return new Fault(
        because,
        OUTCOME_OUT_OF_ORDER,
        history -> history.replace(
            command,
            old ->
                new OutcomeRecord(old.topic(), old.partition(), offset, command, old.outcome())));
  }
}
