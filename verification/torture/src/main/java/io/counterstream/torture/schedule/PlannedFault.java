package io.counterstream.torture.schedule;

import java.util.SplittableRandom;

/**
 * A fault of the schedule. It starts later than planned if the previous fault of its track lasts
 * longer.
 *
 * @param kind the kind of fault
 * @param track the track that it belongs to
 * @param target the number of the processor or broker, from 1; 0 if the kind has none
 * @param startMillis the start, since the start of the schedule
 * @param lastsMillis its duration
 * @param seed decides within the fault, such as which requests are affected
 */
public record PlannedFault(
    FaultKind kind, FaultTrack track, int target, long startMillis, long lastsMillis, long seed) {
  /** Returns the source of the choices within the fault; the same each time. */
  public SplittableRandom random() {
    return new SplittableRandom(seed);
  }
}
