package io.counterstream.torture.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * All faults of a run. The same seed and duration give the same faults.
 *
 * @param faults in the order of their planned start
 */
public record Schedule(List<PlannedFault> faults) {
  private static final int BROKERS = 3;

  /** No faults at the start, while clients and processors warm up. */
  private static final int CALM_MILLIS = 1000;

  /** Copies the list. */
  public Schedule {
    faults = List.copyOf(faults);
  }

  /** Returns the faults for this seed; all end within the duration. */
  public static Schedule of(long seed, Duration duration) {
    return of(seed, duration, EnumSet.allOf(FaultKind.class));
  }

  /** Returns the faults of some kinds for this seed; all end within the duration. */
  public static Schedule of(long seed, Duration duration, Set<FaultKind> kinds) {
    SplittableRandom random = new SplittableRandom(seed);
    List<PlannedFault> faults = new ArrayList<>();
    for (FaultTrack track : FaultTrack.values()) {
      // Split for every track: a change in one does not change the others.
      List<FaultKind> own = track.kinds().stream().filter(kinds::contains).toList();
      SplittableRandom ofTrack = random.split();
      if (!own.isEmpty()) {
        plan(track, own, ofTrack, duration.toMillis(), faults);
      }
    }
    faults.sort(Comparator.comparingLong(PlannedFault::startMillis));
    return new Schedule(faults);
  }

  /** Returns the faults of one track, in their order. */
  public List<PlannedFault> of(FaultTrack track) {
    return faults.stream().filter(fault -> fault.track() == track).toList();
  }

  private static void plan(
      FaultTrack track,
      List<FaultKind> kinds,
      SplittableRandom random,
      long durationMillis,
      List<PlannedFault> faults) {
    List<FaultKind> deck = new ArrayList<>();
    // The first fault is early, so that a short run has some of each track.
    long start = CALM_MILLIS + random.nextInt(track.gap().millisMin() + 1);
    while (true) {
      long lasts = track.lasts().millisIn(random);
      if (start + lasts > durationMillis) {
        return;
      }
      if (deck.isEmpty()) { // every kind once before one is repeated
        deck.addAll(kinds);
        Collections.shuffle(deck, new Random(random.nextLong()));
      }
      int target = track.affectsBroker() ? 1 + random.nextInt(BROKERS) : track.target();
      faults.add(new PlannedFault(
          deck.remove(deck.size() - 1), track, target, start, lasts, random.nextLong()));
      start += lasts + track.gap().millisIn(random);
    }
  }
}
