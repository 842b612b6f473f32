package io.counterstream.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/**
 * The decisions of one run, step by step; the first step is the set-up.
 *
 * @param steps the choices of each step, in the order they were made
 */
public record SimulationSchedule(List<List<Integer>> steps) {
  /** Copies the lists. */
  public SimulationSchedule {
    steps = steps.stream().map(List::copyOf).toList();
  }

  /** Receives choices as they are made. */
  public interface Recorder {
    /** Ignores them. */
    Recorder NONE = new Recorder() {
      @Override
      public void nextStep() {}

      @Override
      public void chosen(int choice) {}
    };

    void nextStep();

    void chosen(int choice);
  }

  /** Keeps them. */
  static final class Recording implements Recorder {
    private final List<List<Integer>> steps = new ArrayList<>(List.of(new ArrayList<>()));

    @Override
    public void nextStep() {
      steps.add(new ArrayList<>());
    }

    @Override
    public void chosen(int choice) {
      steps.get(steps.size() - 1).add(choice);
    }

    SimulationSchedule schedule() {
      return new SimulationSchedule(steps);
    }
  }

  /** The number of steps after the set-up. */
  public int size() {
    return steps.size() - 1;
  }

  /** The choices as they were made; 0 where the schedule has none. */
  public Choices choices() {
    return new Replay(steps);
  }

  /** Choices from a schedule. */
  private static final class Replay implements Choices {
    private final List<List<Integer>> steps;
    private int step;
    private int next;

    Replay(List<List<Integer>> steps) {
      this.steps = steps;
    }

    @Override
    public boolean nextStep() {
      step++;
      next = 0;
      return step < steps.size();
    }

    @Override
    public int choose(int bound, ToIntFunction<SplittableRandom> lot) {
      boolean chosen = step < steps.size() && next < steps.get(step).size();
      return chosen ? Math.min(steps.get(step).get(next++), bound - 1) : 0;
    }

    @Override
    public <F extends Enum<F>> Odds<F> odds(Class<F> faults, int percentMax) {
      return Odds.calm(faults);
    }
  }
}
