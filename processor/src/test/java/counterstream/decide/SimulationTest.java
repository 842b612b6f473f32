package counterstream.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The promise of one outcome for each command, under every fault that the simulation knows.
 *
 * <p>{@code -Dschedules=1000000} runs more of them; {@code -Dseed=7} replays one and prints it.
 */
class SimulationTest {
  private static final long SCHEDULES = Long.getLong("schedules", 20_000);

  /** So many schedules must have met everything; fewer are for a quick look. */
  private static final long SCHEDULES_COVERING = 5_000;

  @Test
  void everyCommandHasOneOutcomeAndItIsWhatTheTableDid() {
    Long seed = Long.getLong("seed");
    if (seed != null) {
      System.out.println(check(seed, Trace.on(), new Coverage()));
      return;
    }
    Coverage coverage = new Coverage();
    for (long next = 0; next < SCHEDULES; next++) {
      check(next, Trace.off(), coverage);
    }
    System.out.printf("%,d schedules%n%s", SCHEDULES, coverage.table());
    if (SCHEDULES >= SCHEDULES_COVERING) {
      assertThat(coverage.never()).as("never met in %d schedules", SCHEDULES).isEmpty();
    }
  }

  private static Trace check(long seed, Trace trace, Coverage coverage) {
    List<Audit.Violation> violations = Simulation.run(seed, Rules.REAL, coverage, trace);
    if (!violations.isEmpty()) {
      Trace replay = Trace.on();
      Simulation.run(seed, Rules.REAL, new Coverage(), replay);
      throw new AssertionError("-Dseed=" + seed + " violates " + violations + "\n" + replay);
    }
    return trace;
  }
}
