package io.counterstream.processor.simulation;

import io.counterstream.core.EventCounts;
import io.counterstream.core.SeededChoices;
import io.counterstream.core.SimulationSchedule;
import io.counterstream.core.Trace;

/** Runs schedules with the classes that loaded this one. */
public final class Schedules {
  private Schedules() {}

  /** The number of schedules until one violates an invariant, or the bound plus one. */
  public static long until(String invariant, long schedulesMax) {
    for (long seed = 0; seed < schedulesMax; seed++) {
      SeededChoices choices = new SeededChoices(seed, SimulationSchedule.Recorder.NONE);
      EventCounts<StreamEvent> events = new EventCounts<>(StreamEvent.class);
      if (StreamSimulation.run(choices, events, Trace.off()).stream()
          .anyMatch(violation -> violation.invariant().name().equals(invariant))) {
        return seed + 1;
      }
    }
    return schedulesMax + 1;
  }
}
