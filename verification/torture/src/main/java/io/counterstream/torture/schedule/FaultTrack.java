package io.counterstream.torture.schedule;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A sequence of faults of which one at a time is under way; those of different lanes overlap.
 *
 * <p>Each processor has a lane of its own, so all of them may be down at once. All brokers share
 * one: with two of three down nothing is written, by design.
 */
public enum FaultTrack {
  PROCESSOR_1(1, new Seconds(8, 26), new Seconds(2, 7), processorFaults()),
  PROCESSOR_2(2, new Seconds(8, 26), new Seconds(2, 7), processorFaults()),
  PROCESSOR_3(3, new Seconds(8, 26), new Seconds(2, 7), processorFaults()),
  /** Down for longer than a broker's session, 3 s: one that is back before tears transactions. */
  BROKERS(0, new Seconds(8, 20), new Seconds(6, 10), List.of(FaultKind.BROKER_KILLED)),
  TABLE(0, new Seconds(3, 9), new Seconds(2, 6), tableFaults()),
  GROUP(4, new Seconds(12, 40), new Seconds(8, 15), List.of(FaultKind.PROCESSOR_ADDED)),
  DATA(
      0,
      new Seconds(2, 6),
      new Seconds(0, 1),
      List.of(FaultKind.TABLE_EDITED, FaultKind.BAD_RECORDS));

  private final int target;
  private final Seconds gap;
  private final Seconds lasts;
  private final List<FaultKind> kinds;

  FaultTrack(int target, Seconds gap, Seconds lasts, List<FaultKind> kinds) {
    this.target = target;
    this.gap = gap;
    this.lasts = lasts;
    this.kinds = kinds;
  }

  /**
   * A range of time.
   *
   * @param min at least
   * @param max at most
   */
  record Seconds(int min, int max) {
    int millisMin() {
      return 1000 * min;
    }

    int millisIn(SplittableRandom random) {
      return random.nextInt(1000 * min, 1000 * max + 1);
    }
  }

  /** The number of the processor that this lane is about, or 0. */
  int target() {
    return target;
  }

  /** Between the end of a fault and the begin of the next. */
  Seconds gap() {
    return gap;
  }

  /** From the begin of a fault until it is mended. */
  Seconds lasts() {
    return lasts;
  }

  List<FaultKind> kinds() {
    return kinds;
  }

  private static List<FaultKind> processorFaults() {
    return List.of(
        FaultKind.PROCESSOR_KILLED,
        FaultKind.PROCESSOR_STOPPED,
        FaultKind.PROCESSOR_FROZEN,
        FaultKind.PUTS_OUTLIVE_OWNER);
  }

  private static List<FaultKind> tableFaults() {
    return List.of(
        FaultKind.TABLE_FAILS,
        FaultKind.TABLE_AWAY,
        FaultKind.TABLE_THROTTLES,
        FaultKind.TABLE_SLOW,
        FaultKind.ANSWERS_LOST,
        FaultKind.CONNECTIONS_CUT,
        FaultKind.PUTS_DELAYED);
  }
}
