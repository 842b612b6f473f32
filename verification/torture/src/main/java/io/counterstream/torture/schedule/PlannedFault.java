package io.counterstream.torture.schedule;

import java.util.SplittableRandom;

/**
 * A fault as the seed decided it. It begins later than planned if its lane's last one takes longer.
 *
 * @param kind what happens
 * @param lane in which sequence
 * @param target the processor or broker, from 1; 0 where there is no choice
 * @param startMillis since the faults began
 * @param lastsMillis until it is mended
 * @param seed of the choices within it, such as which requests it meets
 */
public record PlannedFault(
    FaultKind kind, FaultTrack lane, int target, long startMillis, long lastsMillis, long seed) {
  /** For the choices within the fault; the same ones each time. */
  public SplittableRandom random() {
    return new SplittableRandom(seed);
  }
}
