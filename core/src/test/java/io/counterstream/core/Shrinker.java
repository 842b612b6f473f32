package io.counterstream.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Searches for a smaller schedule that fails like a given one: leaves out steps, long runs of them
 * first, and lowers the choices of the others. Deterministic and bounded.
 */
final class Shrinker {
  private static final int RUNS_MAX = 10_000;

  private final Predicate<SimulationSchedule> fails;
  private SimulationSchedule smallest;
  private int runs;

  private Shrinker(SimulationSchedule failing, Predicate<SimulationSchedule> fails) {
    this.smallest = failing;
    this.fails = fails;
  }

  /** The smallest schedule found. */
  static SimulationSchedule shrink(
      SimulationSchedule failing, Predicate<SimulationSchedule> fails) {
    Shrinker shrinker = new Shrinker(failing, fails);
    SimulationSchedule before;
    do {
      before = shrinker.smallest;
      shrinker.leaveStepsOut();
      shrinker.lowerChoices();
    } while (shrinker.smallest != before && shrinker.runs < RUNS_MAX);
    return shrinker.smallest;
  }

  private boolean take(List<List<Integer>> steps) {
    if (runs++ >= RUNS_MAX) {
      return false;
    }
    SimulationSchedule smaller = new SimulationSchedule(steps);
    boolean taken = fails.test(smaller);
    if (taken) {
      smallest = smaller;
    }
    return taken;
  }

  private void leaveStepsOut() {
    for (int length = smallest.size(); length > 0; length /= 2) {
      for (int end = smallest.steps().size(); end - length >= 1; end -= length) {
        List<List<Integer>> fewer = new ArrayList<>(smallest.steps());
        fewer.subList(end - length, end).clear();
        take(fewer);
      }
    }
  }

  private void lowerChoices() {
    for (int step = 0; step < smallest.steps().size(); step++) {
      shortenStep(step);
      for (int i = smallest.steps().get(step).size() - 1; i >= 0; i--) {
        int choice = smallest.steps().get(step).get(i);
        if (choice > 0 && !lower(step, i, 0)) {
          int lowered = choice / 2;
          while (lowered > 0 && lower(step, i, lowered)) {
            lowered /= 2;
          }
          lower(step, i, smallest.steps().get(step).get(i) - 1);
        }
      }
    }
  }

  /** Choices that a step leaves out are 0. */
  private void shortenStep(int step) {
    for (int size = 0; size < smallest.steps().get(step).size(); size++) {
      List<List<Integer>> shorter = new ArrayList<>(smallest.steps());
      shorter.set(step, shorter.get(step).subList(0, size));
      if (take(shorter)) {
        return;
      }
    }
  }

  private boolean lower(int step, int index, int choice) {
    List<List<Integer>> lowered = new ArrayList<>(smallest.steps());
    lowered.set(step, new ArrayList<>(lowered.get(step)));
    lowered.get(step).set(index, choice);
    return take(lowered);
  }
}
