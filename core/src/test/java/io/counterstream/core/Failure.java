package io.counterstream.core;

import java.util.List;
import java.util.Optional;

/**
 * A schedule that violates an invariant, and the smallest one found that violates the same.
 *
 * @param seed the schedule's seed
 * @param violation its first violation
 * @param schedule the schedule of the seed
 * @param shrunk the smallest schedule found that violates the same
 * @param trace the events of the shrunk schedule
 */
public record Failure(
    long seed,
    Violation violation,
    SimulationSchedule schedule,
    SimulationSchedule shrunk,
    Trace trace) {
  /** A simulated system. */
  public interface Runner {
    /** Runs a schedule and returns what it violated. */
    List<Violation> run(Choices choices, Trace trace);
  }

  /** The failure of a seed's schedule under the rules of this module's simulation, if it is one. */
  static Optional<Failure> of(long seed, Rules rules) {
    return of(seed, (choices, trace) -> Simulation.run(choices, rules, new Coverage(), trace));
  }

  /** The failure of a seed's schedule, if it is one. */
  public static Optional<Failure> of(long seed, Runner runner) {
    SimulationSchedule.Recording recording = new SimulationSchedule.Recording();
    List<Violation> violations = runner.run(new SeededChoices(seed, recording), Trace.off());
    return violations.stream().findFirst().map(first -> {
      SimulationSchedule schedule = recording.schedule();
      SimulationSchedule shrunk =
          Shrinker.shrink(schedule, smaller -> violates(smaller, runner, first.invariant()));
      Trace trace = Trace.on();
      runner.run(shrunk.choices(), trace);
      return new Failure(seed, first, schedule, shrunk, trace);
    });
  }

  private static boolean violates(SimulationSchedule schedule, Runner runner, Enum<?> invariant) {
    return runner.run(schedule.choices(), Trace.off()).stream()
        .anyMatch(violation -> violation.invariant() == invariant);
  }

  @Override
  public String toString() {
    return String.format(
        "-Dseed=%d violates %s: %s%nShrunk from %d steps to %d:%n%s",
        seed, violation.invariant(), violation.what(), schedule.size(), shrunk.size(), trace);
  }
}
