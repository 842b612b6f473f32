package io.counterstream.torture.schedule;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A sequence of faults of which one at a time is active; faults of different tracks overlap.
 *
 * <p>Each processor has its own track, so all processors can be down at once. All brokers share one
 * track: with two of three brokers down nothing can be written, by design. So do their connections
 * to the processors.
 */
public enum FaultTrack {
  PROCESSOR_1(1, new Seconds(8, 26), new Seconds(2, 7), processorFaults()),
  PROCESSOR_2(2, new Seconds(8, 26), new Seconds(2, 7), processorFaults()),
  PROCESSOR_3(3, new Seconds(8, 26), new Seconds(2, 7), processorFaults()),
  BROKERS(
      0,
      new Seconds(8, 20),
      new Seconds(6, 10),
      List.of(FaultKind.BROKER_KILLED, FaultKind.BROKER_FROZEN)),
  TABLE(0, new Seconds(3, 9), new Seconds(2, 6), tableFaults()),
  GROUP(4, new Seconds(12, 40), new Seconds(8, 15), List.of(FaultKind.PROCESSOR_ADDED)),
  DATA(
      0,
      new Seconds(2, 6),
      new Seconds(0, 1),
      List.of(FaultKind.TABLE_EDITED, FaultKind.BAD_RECORDS, FaultKind.ITEMS_DELETED)),
  ITEMS(0, new Seconds(4, 12), new Seconds(2, 6), List.of(FaultKind.ITEMS_UNUSABLE)),
  OPERATOR(
      0,
      new Seconds(8, 16),
      new Seconds(0, 2),
      List.of(
          FaultKind.JOURNAL_BROKEN,
          FaultKind.ITEM_GROWN,
          FaultKind.TOPIC_CREATED_AGAIN,
          FaultKind.RECORDS_DELETED,
          FaultKind.OFFSETS_RESET)),
  NETWORK(
      0,
      new Seconds(6, 14),
      new Seconds(6, 10),
      List.of(
          FaultKind.BROKER_CONNECTIONS_RESET,
          FaultKind.BROKER_CONNECTIONS_HALF_OPEN,
          FaultKind.BROKER_REQUESTS_HELD,
          FaultKind.BROKER_RESPONSES_HELD));

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
   * A range of durations.
   *
   * @param min the shortest
   * @param max the longest
   */
  record Seconds(int min, int max) {
    int millisMin() {
      return 1000 * min;
    }

    int millisIn(SplittableRandom random) {
      return random.nextInt(1000 * min, 1000 * max + 1);
    }
  }

  /** Whether each fault affects one of the brokers. */
  boolean affectsBroker() {
    return this == BROKERS || this == NETWORK;
  }

  /** Returns the number of the processor that this track affects, or 0. */
  int target() {
    return target;
  }

  /** Returns the pause between the end of a fault and the start of the next. */
  Seconds gap() {
    return gap;
  }

  /** Returns the duration of a fault. */
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
        FaultKind.PUTS_OUTLIVE_OWNER,
        FaultKind.PROCESSOR_CLOCK_STEPPED);
  }

  private static List<FaultKind> tableFaults() {
    return List.of(
        FaultKind.TABLE_FAILS,
        FaultKind.TABLE_UNREACHABLE,
        FaultKind.TABLE_THROTTLES,
        FaultKind.TABLE_SLOW,
        FaultKind.RESPONSES_LOST,
        FaultKind.CONNECTIONS_CLOSED,
        FaultKind.PUTS_DELAYED);
  }
}
