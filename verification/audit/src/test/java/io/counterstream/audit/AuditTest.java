package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The input that an audit takes and refuses, and its report. */
class AuditTest {
  private static final DecodedCommand UNREADABLE = new DecodedCommand.Unreadable("no id");
  private static final CounterState FIVE = new CounterState(5, 1);

  /**
   * Input that cannot have been observed.
   *
   * @param message a part of the message of the refusal
   * @param call the call that is refused
   */
  private record Refused(String message, ThrowingCallable call) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Refused> refused() {
    Audit audit = new Audit();
    audit.command(new RecordPosition(0, 7), UNREADABLE);
    audit.item("a", FIVE);
    RecordPosition seven = new RecordPosition(1, 7);
    CounterCommand command = new CounterCommand("id", "a", 1, Expectation.ANY);
    Optional<Outcome> outcome = Optional.of(Outcomes.decide(command, FIVE));
    CounterState six = new CounterState(6, 2);
    return Stream.of(
        new Refused("offset of a command must be 0 or more", () -> new RecordPosition(0, -1)),
        new Refused(
            "0/7 was given after offset 7",
            () -> audit.command(new RecordPosition(0, 7), UNREADABLE)),
        new Refused(
            "0/6 was given after offset 7",
            () -> audit.command(new RecordPosition(0, 6), UNREADABLE)),
        new Refused("must have a position", () -> audit.command(RecordPosition.NONE, UNREADABLE)),
        new Refused("counter a was given twice", () -> audit.item("a", FIVE)),
        new Refused("1/7 was sent at 2 and received at 1", () -> audit.call(seven, 2, 1)),
        new Refused("must raise the version by one", () -> new Edit("a", FIVE, FIVE, 1, 2)),
        new Refused("was invoked at 3 and returned at 2", () -> new Edit("a", FIVE, six, 3, 2)),
        new Refused(
            "offset of an outcome must be 0 or more",
            () -> new OutcomeRecord(OutcomeTopic.APPLIED, 0, -1, seven, outcome)),
        new Refused(
            "a dead letter must hold no outcome",
            () -> new OutcomeRecord(OutcomeTopic.DEAD_LETTER, 0, 0, seven, outcome)));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void isRefused(Refused refused) {
    assertThatThrownBy(refused.call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(refused.message);
  }

  @Test
  void aReportCountsWhatWasObserved() {
    assertThat(SmallRun.create().report())
        .hasToString("The guarantee holds, observed: 13 commands of 3 counters (6 applied,"
            + " 2 conflicts, 1 out of bounds, 1 overflows, 1 invalid, 1 wrong keys,"
            + " 0 unusable, 1 dead letters, 0 lost, 0 torn), 6 calls, 1 edits, 3 items");
  }

  @Test
  void aReportListsTheFirstFindingsOfEachCheckAndCountsAll() {
    Audit audit = new Audit();
    for (int offset = 0; offset < 1000; offset++) {
      audit.command(new RecordPosition(0, offset), UNREADABLE);
    }
    audit.item("a", FIVE);
    AuditReport report = audit.report();
    assertThat(report.holds()).isFalse();
    assertThat(report.findingsTotal()).isEqualTo(1001);
    assertThat(report.totals())
        .containsEntry(Check.OUTCOME_MISSING, 1000L)
        .containsEntry(Check.TABLE_DIFFERS, 1L);
    assertThat(report.findings()).hasSize(AuditReport.FINDINGS_PER_CHECK_MAX + 1);
    assertThat(report.toString())
        .startsWith("The guarantee does NOT hold: 1001 findings {OUTCOME_MISSING=1000,"
            + " TABLE_DIFFERS=1}, observed: ")
        .contains("\n  OUTCOME_MISSING: command 0/0 has no outcome\n")
        .contains(
            "counter a is 5 at version 1 in the table, but the last change left 0 at version 0")
        .endsWith("\n  and 980 more");
  }

  @Test
  void aReportMayBeRepeatedAfterMoreInput() {
    Audit audit = new Audit();
    RecordPosition position = new RecordPosition(0, 0);
    audit.command(position, UNREADABLE);
    assertThat(audit.report().holds()).isFalse();
    audit.outcome(new OutcomeRecord(OutcomeTopic.DEAD_LETTER, 0, 0, position, Optional.empty()));
    assertThat(audit.report().holds()).isTrue();
    assertThat(audit.report().holds()).isTrue();
  }
}
