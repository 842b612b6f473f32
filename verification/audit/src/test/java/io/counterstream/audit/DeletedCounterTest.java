package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.json.DecodedCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A counter that commands delete and create again, and what can be wrong with that. */
class DeletedCounterTest {
  private static final CounterCommand CREATE = add(5, Expectation.ABSENT);
  private static final CounterCommand DELETE =
      CounterCommand.deleting("id", "a", Expectation.ANY, OptionalLong.empty());
  private static final CounterCommand CHECK = add(0, Expectation.ANY);
  private static final CounterState AT_0 = new CounterState(0, 1);

  private final Audit audit = new Audit();
  private long offset;

  /** A command and its outcome. */
  private record Step(CounterCommand command, long previous, CounterState after) {}

  @Test
  void isRight() {
    assertThat(findings(
            new CounterState(0, 4, true),
            step(CREATE, 0, 5, 1),
            deletion(5, 2),
            deletion(0, 2),
            new Step(CHECK, 0, new CounterState(0, 2, true)),
            step(CREATE, 0, 5, 3),
            deletion(5, 4)))
        .isEmpty();
  }

  @Test
  void isRightIfItHadTheValue0() {
    Step create = new Step(add(0, Expectation.ABSENT), 0, AT_0);
    assertThat(findings(new CounterState(0, 2, true), create, deletion(0, 2), deletion(0, 2)))
        .isEmpty();
  }

  @Test
  void itsVersionDoesNotRestart() {
    assertThat(findings(
            new CounterState(5, 1), step(CREATE, 0, 5, 1), deletion(5, 2), step(CREATE, 0, 5, 1)))
        .contains(Check.LOG_ORDER);
  }

  @Test
  void absentHoldsOnlyAfterADeletion() {
    Step create = new Step(add(0, Expectation.ABSENT), 0, AT_0);
    assertThat(findings(new CounterState(5, 2), create, step(CREATE, 0, 5, 2)))
        .containsExactly(Check.BROKEN_CHAIN);
  }

  @Test
  void itIsNotFoundAsACounterAt0() {
    assertThat(findings(
            new CounterState(0, 2, true),
            step(CREATE, 0, 5, 1),
            deletion(5, 2),
            new Step(CHECK, 0, new CounterState(0, 2))))
        .containsExactly(Check.STATE_NEVER_EXISTED);
  }

  @Test
  void theTableSaysSo() {
    assertThat(findings(new CounterState(0, 2), step(CREATE, 0, 5, 1), deletion(5, 2)))
        .containsExactly(Check.TABLE_DIFFERS);
  }

  /** The change of version 2 has no outcome, so the last deletion must not be taken for it. */
  @Test
  void aDeletionWithoutOutcomeIsFollowedByOneThatFindsItDeleted() {
    record(step(CREATE, 0, 5, 1));
    lose(DELETE);
    record(new Step(CHECK, 0, new CounterState(0, 2, true)));
    assertThat(findings(new CounterState(0, 2, true), deletion(0, 2))).isEmpty();
  }

  @Test
  void aDeletionWithoutOutcomeIsFollowedByNothingElse() {
    record(step(CREATE, 0, 5, 1));
    lose(DELETE);
    assertThat(findings(new CounterState(0, 2, true), deletion(0, 2))).isEmpty();
  }

  @Test
  void aDecrementWithoutOutcomeDeletesNothing() {
    record(step(CREATE, 0, 5, 1));
    lose(add(-5, Expectation.ANY));
    lose(DELETE);
    assertThat(findings(new CounterState(0, 2), new Step(CHECK, 0, new CounterState(0, 2))))
        .isEmpty();
  }

  private void lose(CounterCommand command) {
    audit.command(new RecordPosition(0, offset), new DecodedCommand.Valid(command));
    audit.removal(new Removal(0, 0, offset, ++offset));
  }

  private void record(Step step) {
    RecordPosition position = new RecordPosition(0, offset++);
    audit.command(position, new DecodedCommand.Valid(step.command));
    Outcome outcome = new Outcome.Applied(step.command, step.previous, step.after, Instant.EPOCH);
    audit.outcome(
        new OutcomeRecord(OutcomeTopic.APPLIED, 0, offset, position, Optional.of(outcome)));
  }

  private List<Check> findings(CounterState item, Step... steps) {
    List.of(steps).forEach(this::record);
    audit.item("a", item);
    return List.copyOf(audit.report().totals().keySet());
  }

  private static CounterCommand add(long delta, Expectation expected) {
    return new CounterCommand("id-" + delta, "a", delta, expected);
  }

  private static Step step(CounterCommand command, long previous, long value, long version) {
    return new Step(command, previous, new CounterState(value, version));
  }

  private static Step deletion(long previous, long version) {
    return new Step(DELETE, previous, new CounterState(0, version, true));
  }
}
