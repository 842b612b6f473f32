package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract's rules of a decision, one row each. */
class DecisionTest {
  private static final long MAX = Long.MAX_VALUE;
  private static final long MIN = Long.MIN_VALUE;

  /**
   * A rule.
   *
   * @param because what it says
   * @param command the command
   * @param value the value before
   * @param version the version before
   * @param decision what it has to be
   */
  private record Rule(
      String because, CounterCommand command, long value, long version, Decision decision) {
    @Override
    public String toString() {
      return because;
    }
  }

  static Stream<Rule> rules() {
    return Stream.of(
        rule("any is always right", any(2), 5, 1, applied(7, 2)),
        rule("any creates", any(2), 0, 0, applied(2, 1)),
        rule("exactly that value", exactly(2, 5), 5, 1, applied(7, 2)),
        rule("another value", exactly(2, 5), 6, 3, conflict(6, 3)),
        rule("no counter has the value 0", exactly(2, 0), 0, 0, applied(2, 1)),
        rule("0 is a value like any other", exactly(2, 0), 0, 4, applied(2, 5)),
        rule("no counter has not the value 1", exactly(2, 1), 0, 0, conflict(0, 0)),
        rule("absent creates", absent(3), 0, 0, applied(3, 1)),
        rule("absent creates at 0", absent(0), 0, 0, applied(0, 1)),
        rule("absent fails if it exists, at 0 too", absent(3), 0, 1, conflict(0, 1)),
        rule("a check changes nothing", any(0), 5, 2, applied(5, 2)),
        rule("a check creates nothing", any(0), 0, 0, applied(0, 0)),
        rule("a check can fail", exactly(0, 4), 5, 2, conflict(5, 2)),
        rule("the version has to match", version(1, 5, 3), 5, 3, applied(6, 4)),
        rule("the version as well", version(1, 5, 2), 5, 3, conflict(5, 3)),
        rule("the value as well", version(1, 4, 3), 5, 3, conflict(5, 3)),
        rule("version 0 is no counter", version(1, 0, 0), 0, 0, applied(1, 1)),
        rule("up to the largest", any(1), MAX - 1, 1, applied(MAX, 2)),
        rule("not over the largest", any(1), MAX, 1, new Decision(OutcomeKind.OVERFLOW, MAX, 1)),
        rule("down to the smallest", any(-1), MIN + 1, 1, applied(MIN, 2)),
        rule("not under the smallest", any(-1), MIN, 1, new Decision(OutcomeKind.OVERFLOW, MIN, 1)),
        rule("the smallest delta", any(MIN), -1, 1, new Decision(OutcomeKind.OVERFLOW, -1, 1)),
        rule("the smallest delta fits", any(MIN), 0, 1, applied(MIN, 2)),
        rule("a conflict before an overflow", exactly(1, 0), MAX, 1, conflict(MAX, 1)));
  }

  static Stream<Rule> bounds() {
    return Stream.of(
        rule("within the bounds", any(-3).within(Bounds.atLeast(0)), 3, 1, applied(0, 2)),
        rule("below the bounds", any(-3).within(Bounds.atLeast(0)), 2, 1, outOfBounds(2, 1)),
        rule("above the bounds", any(1).within(Bounds.atMost(200)), 200, 1, outOfBounds(200, 1)),
        rule(
            "the value before may be outside",
            any(9).within(Bounds.atLeast(0)),
            -9,
            1,
            applied(0, 2)),
        rule("a check within", any(0).within(Bounds.between(5, 5)), 5, 2, applied(5, 2)),
        rule("a check outside", any(0).within(Bounds.between(5, 5)), 6, 2, outOfBounds(6, 2)),
        rule("no counter has 0", any(-1).within(Bounds.atLeast(0)), 0, 0, outOfBounds(0, 0)),
        rule("the expectation first", exactly(1, 4).within(Bounds.atMost(0)), 5, 1, conflict(5, 1)),
        rule(
            "an overflow before the bounds",
            any(1).within(Bounds.atMost(0)),
            MAX,
            1,
            new Decision(OutcomeKind.OVERFLOW, MAX, 1)));
  }

  static Stream<Rule> deletions() {
    return Stream.of(
        rule("a deletion", deletion(Expectation.ANY), 5, 2, deleted(3)),
        rule("of 0 too", deletion(Expectation.exactly(0)), 0, 2, deleted(3)),
        rule("not of another value", deletion(Expectation.exactly(4)), 5, 2, conflict(5, 2)),
        rule("of no counter", deletion(Expectation.ANY), 0, 0, applied(0, 0)),
        rule(
            "what can't be subtracted",
            deletion(Expectation.ANY),
            MIN,
            1,
            new Decision(OutcomeKind.OVERFLOW, MIN, 1)));
  }

  @Test
  void aDeletedCounterIsAbsentAndGoesOnWithItsVersion() {
    CounterState tombstone = new CounterState(0, 3, true);
    assertThat(Decision.of(absent(2), tombstone)).isEqualTo(applied(2, 4));
    assertThat(Decision.of(any(2), tombstone)).isEqualTo(applied(2, 4));
    assertThat(Decision.of(any(0), tombstone)).isEqualTo(deleted(3));
    assertThat(Decision.of(deletion(Expectation.ANY), tombstone)).isEqualTo(deleted(3));
    assertThat(Decision.of(exactly(1, 5), tombstone))
        .isEqualTo(new Decision(OutcomeKind.CONFLICT, 0, 3, true));
  }

  @ParameterizedTest
  @MethodSource({"rules", "bounds", "deletions"})
  void isDecided(Rule rule) {
    assertThat(Decision.of(rule.command, rule.value, rule.version)).isEqualTo(rule.decision);
  }

  private static Rule rule(
      String because, CounterCommand command, long value, long version, Decision decision) {
    return new Rule(because, command, value, version, decision);
  }

  private static CounterCommand any(long delta) {
    return new CounterCommand("id", "a", delta, Expectation.ANY);
  }

  private static CounterCommand absent(long delta) {
    return new CounterCommand("id", "a", delta, Expectation.ABSENT);
  }

  private static CounterCommand exactly(long delta, long expected) {
    return new CounterCommand("id", "a", delta, Expectation.exactly(expected));
  }

  private static CounterCommand version(long delta, long expected, long version) {
    return new CounterCommand(
        "id", "a", delta, Expectation.exactly(expected), OptionalLong.of(version));
  }

  private static CounterCommand deletion(Expectation expected) {
    return CounterCommand.deleting("id", "a", expected, OptionalLong.empty());
  }

  private static Decision deleted(long version) {
    return new Decision(OutcomeKind.APPLIED, 0, version, true);
  }

  private static Decision applied(long value, long version) {
    return new Decision(OutcomeKind.APPLIED, value, version);
  }

  private static Decision outOfBounds(long value, long version) {
    return new Decision(OutcomeKind.OUT_OF_BOUNDS, value, version);
  }

  private static Decision conflict(long value, long version) {
    return new Decision(OutcomeKind.CONFLICT, value, version);
  }
}
