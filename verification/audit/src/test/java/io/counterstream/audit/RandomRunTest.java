package io.counterstream.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random right histories pass; with any mutation they fail. */
class RandomRunTest {
  private static final int RUNS = 1000;
  private static final int MUTATED_MIN = RUNS / 10;

  @Test
  void aRightHistoryHasNoFindings() {
    Map<OutcomeTopic, Integer> seen = new EnumMap<>(OutcomeTopic.class);
    for (long seed = 0; seed < RUNS; seed++) {
      History history = RandomRun.of(seed);
      assertThat(history.report().findings()).as("seed " + seed).isEmpty();
      history.outcomes.forEach(result -> seen.merge(result.topic(), 1, Integer::sum));
    }
    assertThat(seen.keySet()).containsExactly(OutcomeTopic.values());
    assertThat(seen.values()).allMatch(count -> count > RUNS);
  }

  static Stream<Mutation> mutations() {
    return Stream.of(Mutation.ALL, OperatorMutations.ALL, RepeatMutations.ALL)
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void isFound(Mutation mutation) {
    int mutated = 0;
    for (long seed = 0; seed < RUNS; seed++) {
      History history = RandomRun.of(seed);
      if (mutation.seed().test(history, new SplittableRandom(seed))) {
        mutated++;
        assertThat(history.report().totals().keySet())
            .as("%s, seed %s", mutation, seed)
            .containsAnyElementsOf(mutation.checks());
      }
    }
    assertThat(mutated).isGreaterThan(MUTATED_MIN);
  }
}
