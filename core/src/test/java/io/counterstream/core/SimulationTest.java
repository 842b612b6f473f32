package io.counterstream.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The promise of one outcome for each command, under every fault that the simulation knows.
 *
 * <p>{@code -Dschedules=1000000} runs more of them; {@code -Dseed=7} replays one and prints it.
 */
class SimulationTest {
  private static final long SCHEDULES = Long.getLong("schedules", 20_000);

  /** From this many schedules on, every coverage event must have occurred. */
  private static final long SCHEDULES_COVERING = 5_000;

  @Test
  void everyCommandHasOneOutcomeAndItIsWhatTheTableDid() {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      Trace trace = Trace.on();
      check(seed, trace, new Coverage());
      return;
    }
    Coverage coverage = new Coverage();
    long began = System.nanoTime();
    for (long next = 0; next < SCHEDULES; next++) {
      check(next, Trace.off(), coverage);
    }
    long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
    System.out.printf("%,d schedules in %,d s%n%s", SCHEDULES, seconds, coverage.table());
    if (SCHEDULES >= SCHEDULES_COVERING) {
      assertThat(coverage.never()).as("never met in %d schedules", SCHEDULES).isEmpty();
    }
  }

  private static void check(long seed, Trace trace, Coverage coverage) {
    Choices choices = new SeededChoices(seed, SimulationSchedule.Recorder.NONE);
    boolean broken = !Simulation.run(choices, Rules.REAL, coverage, trace).isEmpty();
    trace.print();
    if (broken) {
      throw new AssertionError(Failure.of(seed, Rules.REAL).orElseThrow().toString());
    }
  }
}
