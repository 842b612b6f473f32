package io.counterstream.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Outcomes as people read them. */
class OutcomeTextTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00.123Z");

  static Stream<Arguments> outcomes() {
    return Stream.of(
        arguments(
            "an increment shows before and after",
            applied(1, Expectation.exactly(41), 41, 42, 42),
            "applied   views  41 -> 42  (version 42)"),
        arguments(
            "so does a decrement",
            applied(-2, Expectation.ANY, 1, -1, 7),
            "applied   views  1 -> -1  (version 7)"),
        arguments(
            "a check changes nothing",
            applied(0, Expectation.ANY, 42, 42, 42),
            "applied   views  is 42  (version 42): checked, nothing changed"),
        arguments(
            "a check may find nothing",
            applied(0, Expectation.ANY, 0, 0, 0),
            "applied   views  does not exist: checked, nothing changed"),
        arguments(
            "a deletion has no new value",
            deleted(42, new CounterState(0, 43, true)),
            "applied   views  42 -> deleted  (version 43)"),
        arguments(
            "a deletion may find nothing",
            deleted(0, CounterState.ABSENT),
            "applied   views  does not exist: nothing to delete"),
        arguments(
            "adding 0 to an absent counter creates it",
            applied(0, Expectation.ABSENT, 0, 0, 1),
            "applied   views  created at 0  (version 1)"));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            "a conflict shows both sides",
            conflict(Expectation.exactly(41), OptionalLong.empty(), 57, 57),
            "conflict  views  expected 41, is 57  (version 57): nothing changed"),
        arguments(
            "it was expected absent",
            conflict(Expectation.ABSENT, OptionalLong.empty(), 57, 57),
            "conflict  views  expected absent, is 57  (version 57): nothing changed"),
        arguments(
            "only the version differs",
            conflict(Expectation.ANY, OptionalLong.of(56), 57, 57),
            "conflict  views  expected any value at version 56, is 57  (version 57):"
                + " nothing changed"),
        arguments(
            "there is no counter",
            conflict(Expectation.exactly(41), OptionalLong.empty(), 0, 0),
            "conflict  views  expected 41, does not exist: nothing changed"),
        arguments(
            "the value would leave the bounds",
            outside(-3, Bounds.atLeast(0), new CounterState(2, 9)),
            "conflict  views  expected at least 0 after -3, is 2  (version 9): nothing changed"),
        arguments(
            "there are two bounds",
            outside(5, Bounds.between(-1, 3), CounterState.ABSENT),
            "conflict  views  expected at least -1 and at most 3 after +5, does not exist:"
                + " nothing changed"),
        arguments(
            "a rejection gives its reason and the state it saw",
            rejected(Optional.of("views"), Optional.of(new CounterState(9, 3))),
            "rejected  views  overflow: too\\u000Amuch; it is 9  (version 3)"),
        arguments(
            "a rejection may know neither counter nor state",
            rejected(Optional.empty(), Optional.empty()),
            "rejected  (no counter)  overflow: too\\u000Amuch"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"outcomes", "refusals"})
  void saysInOneLineWhatBecameOfTheCommand(String because, Outcome outcome, String line) {
    assertThat(new OutcomeText(OutcomeText.Style.PLAIN).line(outcome))
        .as(because)
        .isEqualTo(line);
  }

  @Test
  void growsTheColumnOfNamesWithTheNamesSeen() {
    OutcomeText text = new OutcomeText(OutcomeText.Style.PLAIN);
    assertThat(text.line(applied("a-longer-name"))).startsWith("applied   a-longer-name  0 ->");
    assertThat(text.line(applied("short"))).startsWith("applied   short          0 ->");
    assertThat(text.line(applied("x".repeat(255)))).contains("x  0 ->");
    assertThat(text.line(applied("short"))).startsWith("applied   short" + " ".repeat(29) + "0");
  }

  @Test
  void coloursTheWordOnly() {
    OutcomeText text = new OutcomeText(OutcomeText.Style.COLOURED);
    assertThat(text.line(applied("views"))).startsWith("\u001b[32mapplied\u001b[0m   views  0");
    assertThat(text.line(rejected(Optional.of("views"), Optional.empty())))
        .startsWith("\u001b[31mrejected\u001b[0m  views  overflow");
  }

  @Test
  void saysWhatACounterIs() {
    assertThat(OutcomeText.line("views", new CounterState(42, 7)))
        .isEqualTo("views  42  (version 7)");
    assertThat(OutcomeText.line("vi\tews", CounterState.ABSENT))
        .isEqualTo("vi\\u0009ews  does not exist");
  }

  private static Outcome deleted(long previous, CounterState after) {
    CounterCommand command =
        CounterCommand.deleting("id", "views", Expectation.ANY, OptionalLong.empty());
    return new Outcome.Applied(command, previous, after, NOW);
  }

  private static Outcome applied(String counter) {
    return new Outcome.Applied(
        new CounterCommand("id", counter, 1, Expectation.ANY), 0, new CounterState(1, 1), NOW);
  }

  private static Outcome applied(
      long delta, Expectation expected, long previous, long value, long version) {
    return new Outcome.Applied(
        new CounterCommand("id", "views", delta, expected),
        previous,
        new CounterState(value, version),
        NOW);
  }

  private static Outcome conflict(
      Expectation expected, OptionalLong expectedVersion, long value, long version) {
    return new Outcome.Conflict(
        new CounterCommand("id", "views", 1, expected, expectedVersion),
        new CounterState(value, version),
        NOW);
  }

  private static Outcome outside(long delta, Bounds bounds, CounterState current) {
    CounterCommand command = new CounterCommand("id", "views", delta, Expectation.ANY);
    return new Outcome.Conflict(command.within(bounds), Outcome.Conflict.BOUNDS, current, NOW);
  }

  private static Outcome rejected(Optional<String> counter, Optional<CounterState> state) {
    return new Outcome.Rejected(
        "id", counter, "overflow", "too\nmuch", state, Optional.empty(), NOW);
  }
}
