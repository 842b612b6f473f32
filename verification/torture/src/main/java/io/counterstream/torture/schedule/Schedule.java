package io.counterstream.torture.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/**
 * All faults of a run, by their planned start. The same seed and duration give the same ones.
 *
 * @param faults in the order of their start
 */
public record Schedule(List<PlannedFault> faults) {
  private static final int BROKERS = 3;

  /** A calm beginning, in which clients and processors warm up. */
  private static final int CALM_MILLIS = 1000;

  /** Keeps a copy. */
  public Schedule {
    faults = List.copyOf(faults);
  }

  /** The faults that this seed gives to a run of this duration; all end within it. */
  public static Schedule of(long seed, Duration duration) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PlannedFault> faults = new ArrayList<>();
    for (FaultTrack lane : FaultTrack.values()) {
      // Split for every lane: a change in one leaves the others as they were.
      plan(lane, random.split(), duration.toMillis(), faults);
    }
    faults.sort(Comparator.comparingLong(PlannedFault::startMillis));
    return new Schedule(faults);
  }

  /** Those of one lane, in their order. */
  public List<PlannedFault> of(FaultTrack lane) {
    return faults.stream().filter(fault -> fault.lane() == lane).toList();
  }

  private static void plan(
      FaultTrack lane, SplittableRandom random, long durationMillis, List<PlannedFault> faults) {
    List<FaultKind> deck = new ArrayList<>();
    // The first one comes early, so that a short run has its share.
    long start = CALM_MILLIS + random.nextInt(lane.gap().millisMin() + 1);
    while (true) {
      long lasts = lane.lasts().millisIn(random);
      if (start + lasts > durationMillis) {
        return;
      }
      if (deck.isEmpty()) { // every kind once before one comes again
        deck.addAll(lane.kinds());
        Collections.shuffle(deck, new Random(random.nextLong()));
      }
      int target = lane == FaultTrack.BROKERS ? 1 + random.nextInt(BROKERS) : lane.target();
      faults.add(new PlannedFault(
          deck.remove(deck.size() - 1), lane, target, start, lasts, random.nextLong()));
      start += lasts + lane.gap().millisIn(random);
    }
  }
}
