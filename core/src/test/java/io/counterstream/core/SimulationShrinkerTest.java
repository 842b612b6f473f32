package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A failing schedule is reported in a few lines. */
class SimulationShrinkerTest {
  @Test
  void aReplayIsTheScheduleThatWasRecorded() {
    for (long seed = 0; seed < 200; seed++) {
      SimulationSchedule.Recording recording = new SimulationSchedule.Recording();
      Trace recorded = Trace.on();
      Simulation.run(new SeededChoices(seed, recording), Rules.REAL, new Coverage(), recorded);

      Trace replayed = Trace.on();
      Simulation.run(recording.schedule().choices(), Rules.REAL, new Coverage(), replayed);
      assertThat(replayed.toString()).as("seed %d", seed).isEqualTo(recorded.toString());
    }
  }

  @Test
  void aScheduleThatHoldsHasNoFailure() {
    assertThat(Failure.of(0, Rules.REAL)).isEmpty();
  }

  @Test
  void withoutJournalACommandAndATakeoverAreEnough() {
    Failure failure = firstOf(Rules.with(Weakened.withoutJournal()));
    System.out.println(failure);
    assertThat(failure.violation().invariant()).isEqualTo(SimulationAudit.Invariant.RECORDED_ONCE);
    assertThat(failure.shrunk().size()).isLessThanOrEqualTo(2);
    assertThat(failure.toString()).contains("-Dseed=").containsOnlyOnce(" gets ");
  }

  @Test
  void withTheDecidedOffsetSetBackADozenStepsAreEnough() {
    Failure failure = failures(Rules.with(Shortcut.SETS_THE_DECIDED_OFFSET_BACK))
        .limit(3)
        .min(Comparator.comparingInt(one -> one.shrunk().size()))
        .orElseThrow();
    System.out.println(failure);
    assertThat(failure.shrunk().size()).isLessThanOrEqualTo(16);
  }

  @Test
  void theSameSeedShrinksToTheSameSchedule() {
    Rules rules = Rules.with(Shortcut.FORGETS_WHAT_OTHERS_ERASED);
    assertThat(firstOf(rules).shrunk()).isEqualTo(firstOf(rules).shrunk());
  }

  private static Failure firstOf(Rules rules) {
    return failures(rules).findFirst().orElseThrow();
  }

  private static Stream<Failure> failures(Rules rules) {
    return LongStream.range(0, 5_000)
        .mapToObj(seed -> Failure.of(seed, rules))
        .flatMap(Optional::stream);
  }
}
