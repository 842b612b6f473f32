package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which changes commands without outcome explain, and that many of them can be judged. */
class LostCommandsTest {
  private static final Operation VALUES = new Operation(
      RecordPosition.NONE,
      Operation.Kind.CHANGE,
      -1_000,
      1_000,
      1,
      Operation.Existence.PLAIN,
      Long.MIN_VALUE,
      Long.MAX_VALUE);

  /** Commands whose expectation does not hold are many, and change nothing. */
  @Test
  void manyConflictsInManyRemovalsAreJudged() {
    List<CounterCommand> conflicts =
        Collections.nCopies(700, command(1, Expectation.exactly(777_777)));
    List<CounterCommand> last = new ArrayList<>(conflicts);
    IntStream.range(0, 4).forEach(each -> last.add(command(5, Expectation.ANY)));
    List<List<CounterCommand>> removals =
        List.of(conflicts, conflicts, conflicts, conflicts, conflicts, last);
    assertThat(lost(removals).lead(new CounterState(7, 1), 27, 5, Optional.empty()))
        .isPresent();
    assertThat(lost(removals).lead(new CounterState(7, 1), 28, 5, Optional.empty()))
        .isEmpty();
    assertThat(lost(removals).lead(new CounterState(7, 1), 32, 6, Optional.empty()))
        .isEmpty();
  }

  @Test
  void whatCanNotBeJudgedIsSaid() {
    List<List<CounterCommand>> removals = Collections.nCopies(
        8,
        IntStream.range(0, 8)
            .mapToObj(each -> command(each + 1, Expectation.ANY))
            .toList());
    assertThatThrownBy(
            () -> lost(removals).lead(new CounterState(0, 1), 1_000, 60, Optional.empty()))
        .isInstanceOf(LostCommands.TooManyWaysException.class)
        .hasMessage("cannot be judged: its lost commands lead from version 1 to 17 in more than"
            + " 200000 ways");
  }

  /** Against a search that decides one command after the other, of any removal, in any way. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void findsWhatACompleteSearchFinds(int removals) {
    SplittableRandom random = new SplittableRandom(removals);
    int led = 0;
    for (int round = 0; round < 3_000; round++) {
      List<List<CounterCommand>> lost =
          IntStream.range(0, removals).mapToObj(each -> commands(random)).toList();
      long value = random.nextLong(3);
      long toValue = random.nextLong(-2, 6);
      long toVersion = random.nextLong(1, 6);
      boolean expected =
          search(lost, new int[removals], new CounterState(value, 1), toValue, toVersion);
      assertThat(lost(lost)
              .lead(new CounterState(value, 1), toValue, toVersion, Optional.empty())
              .isPresent())
          .as("%s from %s to %s at version %s", lost, value, toValue, toVersion)
          .isEqualTo(expected);
      led += expected ? 1 : 0;
    }
    assertThat(led).isBetween(100, 2_900);
  }

  private static boolean search(
      List<List<CounterCommand>> lost,
      int[] decided,
      CounterState state,
      long value,
      long version) {
    if (state.value() == value && state.version() == version) {
      return true;
    }
    for (int removal = 0; removal < decided.length; removal++) {
      if (decided[removal] == lost.get(removal).size()) {
        continue;
      }
      CounterCommand command = lost.get(removal).get(decided[removal]);
      Decision decision = Decision.of(command, state.value(), state.version());
      boolean any = command.expected() instanceof Expectation.Any;
      decided[removal]++;
      boolean found = search(
              lost, decided, new CounterState(decision.value(), decision.version()), value, version)
          || !any && search(lost, decided, state, value, version);
      decided[removal]--;
      if (found) {
        return true;
      }
    }
    return false;
  }

  private static List<CounterCommand> commands(SplittableRandom random) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(each -> command(
            random.nextLong(-1, 3),
            random.nextBoolean() ? Expectation.ANY : Expectation.exactly(random.nextLong(4))))
        .toList();
  }

  private static CounterCommand command(long delta, Expectation expected) {
    return new CounterCommand("id", "c", delta, expected);
  }

  private static LostCommands lost(List<List<CounterCommand>> removals) {
    List<LostRange> ranges = removals.stream()
        .map(commands -> new LostRange(
            commands.stream().map(each -> new LostRange.Lost(each, false)).toList(),
            0,
            Long.MAX_VALUE,
            Long.MAX_VALUE))
        .toList();
    return new LostCommands(
        new CounterLife("c", List.of(VALUES), ranges, List.of(), CounterState.ABSENT), ranges);
  }
}
