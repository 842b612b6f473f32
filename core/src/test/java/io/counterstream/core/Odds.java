package io.counterstream.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The kinds of faults in one schedule, and how often they occur.
 *
 * <p>Each schedule has only some kinds of faults, so that some have few and some concentrate on one
 * kind (Groce et al., "Swarm Testing", ISSTA 2012).
 *
 * @param <F> the kinds of faults
 */
public final class Odds<F extends Enum<F>> {
  private final List<F> kinds;
  private final List<F> some = new ArrayList<>();
  private int percent;

  private Odds(Class<F> faults) {
    this.kinds = List.of(faults.getEnumConstants());
  }

  /** No faults. */
  static <F extends Enum<F>> Odds<F> calm(Class<F> faults) {
    return new Odds<>(faults);
  }

  /** Some kinds, below {@code percentMax} percent; in a quarter of schedules below three times. */
  static <F extends Enum<F>> Odds<F> some(
      Class<F> faults, int percentMax, SplittableRandom random) {
    Odds<F> odds = new Odds<>(faults);
    odds.kinds.stream().filter(kind -> random.nextInt(100) < 40).forEach(odds.some::add);
    int worst = random.nextInt(4) == 0 ? 3 * percentMax : percentMax;
    odds.percent = odds.some.isEmpty() ? 0 : random.nextInt(worst);
    return odds;
  }

  /** From now on there are no faults. */
  void calmDown() {
    percent = 0;
  }

  List<F> kinds() {
    return kinds;
  }

  /** The number of a kind, counted from 1; 0 for no fault. */
  int draw(SplittableRandom random) {
    if (random.nextInt(100) >= percent) {
      return 0;
    }
    return 1 + some.get(random.nextInt(some.size())).ordinal();
  }
}
