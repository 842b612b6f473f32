package io.counterstream.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/** A random schedule, the same for the same seed: first with faults, then without. */
public final class SeededChoices implements Choices {
  private final SplittableRandom random;
  private final SimulationSchedule.Recorder recorder;
  private final List<Odds<?>> odds = new ArrayList<>();
  private int stormySteps;
  private int quietSteps;

  /** Choices that are recorded as they are made. */
  public SeededChoices(long seed, SimulationSchedule.Recorder recorder) {
    this.random = new SplittableRandom(seed);
    this.recorder = recorder;
    this.stormySteps = random.nextInt(20, 200);
    this.quietSteps = random.nextInt(100);
  }

  @Override
  public boolean nextStep() {
    if (stormySteps-- > 0) {
      recorder.nextStep();
      return true;
    }
    odds.forEach(Odds::calmDown);
    if (quietSteps-- > 0) {
      recorder.nextStep();
      return true;
    }
    return false;
  }

  @Override
  public int choose(int bound, ToIntFunction<SplittableRandom> lot) {
    if (quietSteps < 0) {
      return 0;
    }
    int choice = lot.applyAsInt(random);
    recorder.chosen(choice);
    return choice;
  }

  @Override
  public <F extends Enum<F>> Odds<F> odds(Class<F> faults, int percentMax) {
    Odds<F> some = Odds.some(faults, percentMax, random);
    odds.add(some);
    return some;
  }
}
