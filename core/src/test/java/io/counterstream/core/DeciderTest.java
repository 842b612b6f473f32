package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of the decision, one row each. */
class DeciderTest {
  private static final Instant AT = Instant.parse("2026-11-21T09:00:00.123Z");
  private static final Expectation ANY = Expectation.ANY;
  private static final Expectation ABSENT = Expectation.ABSENT;
  private static final long MAX = Long.MAX_VALUE;
  private static final long MIN = Long.MIN_VALUE;

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments("the expected value is there", state(41, 7), 1, exactly(41), "applied 42 v8"),
        arguments("another value is found", state(57, 7), 1, exactly(41), "conflict 57 v7"),
        arguments("a decrement is a negative delta", state(5, 3), -7, exactly(5), "applied -2 v4"),
        arguments("any takes whatever is there", state(5, 3), 2, ANY, "applied 7 v4"),
        arguments("any takes an absent counter", state(0, 0), 2, ANY, "applied 2 v1"),
        arguments("an absent counter has the value 0", state(0, 0), 2, exactly(0), "applied 2 v1"),
        arguments("an absent counter has no 1", state(0, 0), 2, exactly(1), "conflict 0 v0"),
        arguments("a counter back at 0 has 0", state(0, 9), 2, exactly(0), "applied 2 v10"),
        arguments("a counter back at 0 has no 1", state(0, 9), 2, exactly(1), "conflict 0 v9"),
        arguments("absent creates", state(0, 0), 10, ABSENT, "applied 10 v1"),
        arguments("absent creates at 0 too", state(0, 0), 0, ABSENT, "applied 0 v1"),
        arguments("a counter at 0 is not absent", state(0, 2), 10, ABSENT, "conflict 0 v2"),
        arguments("a check changes nothing", state(8, 4), 0, ANY, "applied 8 v4"),
        arguments("a check creates nothing", state(0, 0), 0, ANY, "applied 0 v0"),
        arguments("a check compares", state(8, 4), 0, exactly(9), "conflict 8 v4"),
        arguments("the top is reached", state(MAX - 1, 1), 1, ANY, "applied " + MAX + " v2"),
        arguments("the top is not passed", state(MAX, 1), 1, ANY, "overflow " + MAX + " v1"),
        arguments("the bottom is not passed", state(MIN, 1), -1, ANY, "overflow " + MIN + " v1"),
        arguments(
            "twice the bottom is too low", state(MIN, 1), MIN, ANY, "overflow " + MIN + " v1"),
        arguments(
            "the expectation is checked before the sum",
            state(MAX, 1),
            1,
            exactly(0),
            "conflict " + MAX + " v1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void decides(String because, CounterState state, long delta, Expectation expected, String want) {
    CounterCommand command = new CounterCommand("id", "c", delta, expected);
    Outcome outcome = Decider.decide(command, AT, state);
    assertThat(summary(outcome)).isEqualTo(want);
    assertThat(outcome.timestamp()).isEqualTo(AT);
    if (outcome instanceof Outcome.Applied applied) {
      assertThat(applied.previous()).isEqualTo(state.value());
    }
  }

  static Stream<Arguments> bounds() {
    return Stream.of(
        arguments("three are taken if there are three", state(3, 7), -3, min(0), "applied 0 v8"),
        arguments("three are not taken of two", state(2, 7), -3, min(0), "bounds 2 v7"),
        arguments("a seat is free", state(199, 7), 1, Bounds.atMost(200), "applied 200 v8"),
        arguments("no seat is free", state(200, 7), 1, Bounds.atMost(200), "bounds 200 v7"),
        arguments("the value before does not count", state(-9, 7), 9, min(0), "applied 0 v8"),
        arguments("one value is allowed", state(1, 1), 4, Bounds.between(5, 5), "applied 5 v2"),
        arguments("another is not", state(1, 1), 3, Bounds.between(5, 5), "bounds 1 v1"),
        arguments("a check tests the present value", state(5, 1), 0, min(5), "applied 5 v1"),
        arguments("and finds it outside", state(4, 1), 0, min(5), "bounds 4 v1"),
        arguments("an absent counter has the value 0", state(0, 0), -1, min(0), "bounds 0 v0"),
        arguments("0 may lie within", state(0, 0), 0, min(0), "applied 0 v0"),
        arguments("an overflow comes first", state(MAX, 1), 1, min(0), "overflow " + MAX + " v1"),
        arguments("also below", state(MIN, 1), -1, Bounds.atMost(0), "overflow " + MIN + " v1"),
        arguments("the ends are values", state(MAX, 1), 0, min(MAX), "applied " + MAX + " v1"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bounds")
  void keepsTheValueWithinBounds(
      String because, CounterState state, long delta, Bounds bounds, String want) {
    CounterCommand any = new CounterCommand("id", "c", delta, ANY).within(bounds);
    assertThat(summary(Decider.decide(any, AT, state))).isEqualTo(want);
    CounterCommand exact =
        new CounterCommand("id", "c", delta, exactly(state.value())).within(bounds);
    assertThat(summary(Decider.decide(exact, AT, state))).isEqualTo(want);
    CounterCommand other =
        new CounterCommand("id", "c", delta, exactly(state.value() ^ 1)).within(bounds);
    assertThat(summary(Decider.decide(other, AT, state)))
        .isEqualTo("conflict " + state.value() + " v" + state.version());
  }

  static Stream<Arguments> versions() {
    return Stream.of(
        arguments("the version matches", state(1, 5), 5, "applied 2 v6"),
        arguments("the value came back, but not the version", state(1, 7), 5, "conflict 1 v7"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("versions")
  void guardsAgainstAbaByVersion(String because, CounterState state, long version, String want) {
    CounterCommand command = new CounterCommand("id", "c", 1, exactly(1), OptionalLong.of(version));
    assertThat(summary(Decider.decide(command, AT, state))).isEqualTo(want);
  }

  private static String summary(Outcome outcome) {
    CounterState state = outcome.state().orElseThrow();
    String word = outcome instanceof Outcome.Rejected rejected
        ? rejected.reason()
        : outcome instanceof Outcome.Conflict conflict && conflict.cause().equals("bounds")
            ? "bounds"
            : outcome.type().word();
    return word + " " + state.value() + " v" + state.version();
  }

  private static Bounds min(long least) {
    return Bounds.atLeast(least);
  }

  private static CounterState state(long value, long version) {
    return new CounterState(value, version);
  }

  private static Expectation exactly(long value) {
    return Expectation.exactly(value);
  }
}
