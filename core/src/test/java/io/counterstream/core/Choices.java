package io.counterstream.core;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;

/**
 * The source of a schedule's decisions: a seed, or a recorded schedule.
 *
 * <p>Decisions are recorded, not the random numbers behind them, and 0 is always the simplest one:
 * no fault, the first of a list, the plain command. A failing schedule is therefore shrunk by
 * leaving out steps and lowering numbers, without knowing what they mean (MacIver and Donaldson,
 * "Test-Case Reduction via Test-Case Generation", ECOOP 2020).
 */
public interface Choices {
  /** Starts the next step of the schedule; after the last one all choices are 0. */
  boolean nextStep();

  /**
   * Decides.
   *
   * @param bound the choices are 0 to {@code bound - 1}
   * @param lot how chance decides
   */
  int choose(int bound, ToIntFunction<SplittableRandom> lot);

  /** The faults that this schedule has, and how often. Not a choice, only the odds of choices. */
  <F extends Enum<F>> Odds<F> odds(Class<F> faults, int percentMax);

  /** Chooses uniformly. */
  default int below(int bound) {
    return choose(bound, random -> random.nextInt(bound));
  }

  /** The index of one of these weights, which add up to 100. */
  default int weighted(int... weights) {
    return choose(weights.length, random -> {
      int lot = random.nextInt(100);
      int index = 0;
      while (lot >= weights[index]) {
        lot -= weights[index++];
      }
      return index;
    });
  }

  default boolean chance(int percent) {
    return weighted(100 - percent, percent) == 1;
  }

  default <T> T anyOf(List<T> all) {
    return all.get(below(all.size()));
  }

  /** 0, 1, -1, 2, -2 and so on. */
  default int around(int radius) {
    int choice = below(2 * radius + 1);
    return choice % 2 == 1 ? choice / 2 + 1 : -(choice / 2);
  }

  /** A fault, or in most cases none. */
  default <F extends Enum<F>> Optional<F> fault(Odds<F> odds) {
    int choice = choose(odds.kinds().size() + 1, odds::draw);
    return choice == 0 ? Optional.empty() : Optional.of(odds.kinds().get(choice - 1));
  }
}
