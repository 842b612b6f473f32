package io.counterstream.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import io.counterstream.workload.Scenario;
import io.counterstream.workload.Workload;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The check of outcomes must be able to fail. */
final class ExpectedOutcomesTest {
  private final ExpectedOutcomes expected = ExpectedOutcomes.of(Workload.of(Scenario.HOT, 1), 2);

  @Test
  void findsNothingWrongWithWhatTheCommandsImply() {
    expected.check(applied("c0", 0, 1, 1));
    expected.check(applied("c1", 1, 2, 2));
    assertThat(expected.faults()).isEmpty();
  }

  @Test
  void findsAMissingOutcome() {
    expected.check(applied("c0", 0, 1, 1));
    assertThat(expected.faults())
        .containsExactly("1 of 2 commands have no outcome, the first is c1");
  }

  @Test
  void findsASecondOutcome() {
    expected.check(applied("c0", 0, 1, 1));
    expected.check(applied("c0", 0, 1, 1));
    expected.check(applied("c1", 1, 2, 2));
    assertThat(expected.faults()).singleElement().asString().startsWith("a second outcome: ");
  }

  @Test
  void findsACommandThatWasAppliedTwice() {
    expected.check(applied("c0", 0, 1, 1));
    expected.check(applied("c1", 2, 3, 3));
    assertThat(expected.faults())
        .singleElement()
        .asString()
        .startsWith(
            "expected applied with CounterState[value=2, version=2, deleted=false], found ");
  }

  @Test
  void findsAConflictWhereTheExpectationHolds() {
    expected.check(applied("c0", 0, 1, 1));
    expected.check(new Outcome.Conflict(
        new CounterCommand("c1", "hot", 1, Expectation.ANY),
        new CounterState(2, 2),
        Instant.EPOCH));
    assertThat(expected.faults()).hasSize(1);
  }

  @Test
  void findsAnOutcomeOfNoCommand() {
    expected.check(applied("c0", 0, 1, 1));
    expected.check(applied("c1", 1, 2, 2));
    expected.check(applied("c2", 2, 3, 3));
    assertThat(expected.faults()).singleElement().asString().startsWith("an outcome of no command");
  }

  private static Outcome applied(String id, long previous, long value, long version) {
    return new Outcome.Applied(
        new CounterCommand(id, "hot", value - previous, Expectation.ANY),
        previous,
        new CounterState(value, version),
        Instant.EPOCH);
  }
}
