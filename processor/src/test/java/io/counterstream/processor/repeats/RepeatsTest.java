package io.counterstream.processor.repeats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.Bounds;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Expectation;
import io.counterstream.core.WindowSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A repeat is a function of the log: of the valid commands in the last offsets before it. */
class RepeatsTest {
  private static final CounterCommand FIRST = command("id", "stock");

  private final Repeats repeats = repeats(10);

  static Stream<Arguments> fields() {
    return Stream.of(
        arguments("the same", FIRST, Optional.empty()),
        arguments("another delta", with(2, Expectation.ANY), Optional.of("delta")),
        arguments("another expectation", with(1, Expectation.ABSENT), Optional.of("expected")),
        arguments("a value", with(1, Expectation.exactly(0)), Optional.of("expected")),
        arguments("1 as a value", with(1, Expectation.exactly(1)), Optional.of("expected")),
        arguments("two fields", with(2, Expectation.ABSENT), Optional.of("delta")),
        arguments(
            "a version",
            new CounterCommand("id", "stock", 1, Expectation.ANY, OptionalLong.of(0)),
            Optional.of("expectedVersion")),
        arguments("a least value", FIRST.within(Bounds.atLeast(0)), Optional.of("min")),
        arguments("a greatest value", FIRST.within(Bounds.atMost(0)), Optional.of("max")),
        arguments(
            "deletion instead of a delta",
            CounterCommand.deleting("id", "stock", Expectation.ANY, OptionalLong.empty()),
            Optional.of("delta")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fields")
  void theFirstFieldThatDiffersIsNamed(
      String because, CounterCommand command, Optional<String> differs) {
    next(5, FIRST);
    assertThat(next(6, command)).contains(new Repeat(5, 50, differs));
  }

  @Test
  void counterAndIdAreComparedAndNotTheIdAlone() {
    next(0, command("a", "bc"));
    assertThat(next(1, command("a", "b"))).isEmpty();
    assertThat(next(2, command("ca", "b"))).isEmpty();
    assertThat(next(3, command("a", "bc"))).isPresent();
  }

  @Test
  void theFirstCommandInTheWindowIsTheOriginal() {
    next(0, FIRST);
    assertThat(next(4, FIRST)).contains(new Repeat(0, 0, Optional.empty()));
    assertThat(next(10, FIRST)).contains(new Repeat(0, 0, Optional.empty()));
    assertThat(next(14, FIRST)).contains(new Repeat(4, 40, Optional.empty()));
  }

  @Test
  void beyondTheWindowACommandIsNew() {
    next(0, FIRST);
    assertThat(next(11, FIRST)).isEmpty();
    assertThat(next(12, FIRST)).contains(new Repeat(11, 110, Optional.empty()));
  }

  /** The next owner reads the window only, so it can't know what this record repeats. */
  @Test
  void aRepeatIsRememberedLikeAnyOtherCommand() {
    next(0, FIRST);
    next(8, FIRST);
    Repeats successor = repeats(10);
    successor.remember(8, 80, FIRST);
    assertThat(next(16, FIRST))
        .isEqualTo(successor.judge(16, 160, FIRST))
        .contains(new Repeat(8, 80, Optional.empty()));
  }

  @Test
  void aRecordIsComparedOnceAndInTheOrderOfTheLog() {
    next(5, FIRST);
    assertThatThrownBy(() -> next(5, FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("commands must be remembered in the order of the log, but 5 came after 5");
  }

  @Test
  void aWindowOfNoOffsetsRemembersNothing() {
    Repeats none = repeats(0);
    none.remember(1, 10, FIRST);
    assertThat(none.judge(2, 20, FIRST)).isEmpty();
    assertThat(none.commands()).isZero();
  }

  @Test
  void theOldestCommandOfTheWindowIsKnown() {
    assertThat(repeats.oldestMillis()).isEmpty();
    next(0, command("a", "stock"));
    next(7, command("b", "stock"));
    assertThat(repeats.oldestMillis()).hasValue(0);
    next(10, command("c", "stock"));
    assertThat(repeats.oldestMillis()).hasValue(70);
  }

  @Test
  void aCommandTakesAtMost128Bytes() {
    Repeats large = repeats(100_000);
    for (int offset = 0; offset < 300_000; offset++) {
      large.remember(offset, offset, command("id" + offset, "stock"));
    }
    assertThat(large.commands()).isEqualTo(100_000);
    assertThat(large.bytes()).isLessThanOrEqualTo(128L * large.commands());
  }

  /** A log of few ids, gaps, and records that are no commands, against a search of the log. */
  @Test
  void itFindsWhatASearchOfTheLogFinds() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int window = random.nextInt(200);
      Repeats tested = repeats(window);
      List<Repeat> log = new ArrayList<>();
      List<CounterCommand> commands = new ArrayList<>();
      int ids = 1 + random.nextInt(100);
      long offset = 0;
      for (int record = 0; record < 1_000; record++) {
        offset += random.nextInt(20) == 0 ? 1 + random.nextInt(2 * window + 1) : 1;
        CounterCommand command = new CounterCommand(
            "id" + random.nextInt(ids),
            "c" + random.nextInt(2),
            random.nextInt(2),
            Expectation.ANY);
        if (random.nextInt(10) == 0) {
          tested.submitted(offset);
          continue;
        }
        Optional<Repeat> expected = search(log, commands, command, offset - window);
        if (random.nextInt(10) == 0) {
          tested.remember(offset, offset * 10, command);
        } else {
          assertThat(tested.judge(offset, offset * 10, command))
              .as("offset %d, seed %d", offset, seed)
              .isEqualTo(expected);
          tested.submitted(offset);
        }
        log.add(new Repeat(offset, offset * 10, Optional.empty()));
        commands.add(command);
      }
      assertThat(tested.commands()).isLessThanOrEqualTo(window);
    }
  }

  private static Optional<Repeat> search(
      List<Repeat> log, List<CounterCommand> commands, CounterCommand wanted, long from) {
    for (int i = 0; i < log.size(); i++) {
      CounterCommand candidate = commands.get(i);
      if (log.get(i).offset() >= from
          && candidate.commandId().equals(wanted.commandId())
          && candidate.counter().equals(wanted.counter())) {
        Optional<String> differs =
            candidate.equals(wanted) ? Optional.empty() : Optional.of("delta");
        return Optional.of(new Repeat(log.get(i).offset(), log.get(i).timestampMillis(), differs));
      }
    }
    return Optional.empty();
  }

  private Optional<Repeat> next(long offset, CounterCommand command) {
    Optional<Repeat> repeat = repeats.judge(offset, offset * 10, command);
    repeats.submitted(offset);
    return repeat;
  }

  private static Repeats repeats(int window) {
    return new Repeats(
        Optional.of(WindowSchedule.always(window)),
        new RepeatSettings(window, 0, 1_000_000),
        closed -> {});
  }

  private static CounterCommand command(String id, String counter) {
    return new CounterCommand(id, counter, 1, Expectation.ANY);
  }

  private static CounterCommand with(long delta, Expectation expected) {
    return new CounterCommand("id", "stock", delta, expected);
  }
}
