package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Commands that are sent twice, and what is wrong about their outcomes. */
class RepeatCheckTest {
  private static final int WINDOW = 10;
  private static final CounterCommand ONE = new CounterCommand("id", "a", 1, Expectation.ANY);
  private static final CounterCommand TWO = new CounterCommand("id", "a", 2, Expectation.ANY);

  static Stream<Arguments> outcomes() {
    return Stream.of(
        arguments("the same again", ONE, 5, repeat(Outcome.Rejected.REPEATED, 0), true),
        arguments("at the window's end", ONE, 10, repeat(Outcome.Rejected.REPEATED, 0), true),
        arguments("another with the id", TWO, 5, repeat(Outcome.Rejected.ID_REUSED, 0), true),
        arguments("beyond the window", ONE, 11, repeat(Outcome.Rejected.REPEATED, 0), false),
        arguments("no earlier command", ONE, 5, repeat(Outcome.Rejected.REPEATED, 3), false),
        arguments("itself", ONE, 5, repeat(Outcome.Rejected.REPEATED, 5), false),
        arguments("another as the same", TWO, 5, repeat(Outcome.Rejected.REPEATED, 0), false),
        arguments("the same as another", ONE, 5, repeat(Outcome.Rejected.ID_REUSED, 0), false),
        arguments("applied within the window", ONE, 10, applied(), false),
        arguments("applied beyond the window", ONE, 11, applied(), true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outcomes")
  void aRepeatIsWhatTheLogSays(
      String because, CounterCommand command, long offset, Outcome outcome, boolean isRight) {
    Findings findings = new Findings();
    RepeatCheck check = new RepeatCheck(WINDOW, WINDOW, List.of(), findings);
    check.check(entry(0, ONE, applied()));
    check.check(entry(offset, command, outcome));
    List<Finding> found = findings.report(null).findings();
    assertThat(found.isEmpty()).as("%s", found).isEqualTo(isRight);
  }

  /** An owner that takes over after a removal has not read what was removed. */
  @ParameterizedTest
  @CsvSource({"1, true", "0, false"})
  void theOriginalOfARepeatIsMissingOnlyIfItWasRemoved(long start, boolean isRight) {
    Findings findings = new Findings();
    RepeatCheck check =
        new RepeatCheck(WINDOW, WINDOW, List.of(new Removal(0, 0, 0, start)), findings);
    check.check(entry(0, ONE, applied()));
    check.check(entry(5, ONE, Outcomes.repeated(ONE, Optional.empty())));
    assertThat(findings.isEmpty()).isEqualTo(isRight);
  }

  /** A lost command that repeats one that was not removed can't explain a change. */
  @ParameterizedTest
  @CsvSource({"1, false, true", "0, true, false"})
  void aCommandWithoutOutcomeIsARepeatIfEveryOwnerKnowsTheFirst(
      long start, boolean is, boolean mayBe) {
    RepeatCheck check =
        new RepeatCheck(WINDOW, WINDOW, List.of(new Removal(0, 0, 0, start)), new Findings());
    check.check(entry(0, ONE, applied()));
    CommandEntry lost = new CommandEntry(new RecordPosition(0, 5));
    lost.command(new DecodedCommand.Valid(ONE));
    check.check(lost);
    assertThat(check.isRepeat(lost)).isEqualTo(is);
    assertThat(check.mayBeRepeat(lost)).isEqualTo(mayBe);
  }

  private static CommandEntry entry(long offset, CounterCommand command, Outcome outcome) {
    RecordPosition position = new RecordPosition(0, offset);
    CommandEntry entry = new CommandEntry(position);
    entry.command(new DecodedCommand.Valid(command));
    entry.outcome(new OutcomeRecord(
        OutcomeKind.of(outcome).topic(), 0, offset, position, Optional.of(outcome)));
    return entry;
  }

  private static Outcome applied() {
    return new Outcome.Applied(ONE, 0, new CounterState(1, 1), Instant.EPOCH);
  }

  private static Outcome repeat(String reason, long of) {
    return new Outcome.Rejected(
        "id",
        Optional.of("a"),
        reason,
        "sent before",
        Optional.empty(),
        Optional.of(new Outcome.Original("4Zk3n0XbQ7yVb2y0mX1K9g/0/" + of, Instant.EPOCH)),
        Instant.EPOCH);
  }
}
