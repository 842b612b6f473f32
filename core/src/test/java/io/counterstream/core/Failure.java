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
record Failure(
    long seed,
    SimulationAudit.Violation violation,
    SimulationSchedule schedule,
    SimulationSchedule shrunk,
    Trace trace) {
  /** The failure of a seed's schedule, if it is one. */
  static Optional<Failure> of(long seed, Rules rules) {
    SimulationSchedule.Recording recording = new SimulationSchedule.Recording();
    List<SimulationAudit.Violation> violations =
        Simulation.run(new SeededChoices(seed, recording), rules, new Coverage(), Trace.off());
    return violations.stream().findFirst().map(first -> {
      SimulationSchedule schedule = recording.schedule();
      SimulationSchedule shrunk =
          Shrinker.shrink(schedule, smaller -> violates(smaller, rules, first.invariant()));
      Trace trace = Trace.on();
      Simulation.run(shrunk.choices(), rules, new Coverage(), trace);
      return new Failure(seed, first, schedule, shrunk, trace);
    });
  }

  private static boolean violates(
      SimulationSchedule schedule, Rules rules, SimulationAudit.Invariant invariant) {
    return Simulation.run(schedule.choices(), rules, new Coverage(), Trace.off()).stream()
        .anyMatch(violation -> violation.invariant() == invariant);
  }

  @Override
  public String toString() {
    return String.format(
        "-Dseed=%d violates %s: %s%nShrunk from %d steps to %d:%n%s",
        seed, violation.invariant(), violation.what(), schedule.size(), shrunk.size(), trace);
  }
}
