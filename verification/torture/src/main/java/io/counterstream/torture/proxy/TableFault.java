package io.counterstream.torture.proxy;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What befalls requests while a fault is on. Thread-safe.
 *
 * <p>Its choices come from a seed. Which request meets which choice depends on their order.
 */
public final class TableFault {
  /** None. */
  public static final TableFault NONE =
      new TableFault(List.of(FaultType.PASSED), 100, new Wait(0, 0), new SplittableRandom(0));

  private final List<FaultType> treatments;
  private final int percent;
  private final Wait wait;
  private final SplittableRandom random;

  /**
   * A fault.
   *
   * @param treatments one of these is chosen for each request that is met
   * @param percent of the requests are met, 1 to 100
   * @param wait for treatments that take time
   * @param random decides; not used elsewhere
   */
  public TableFault(List<FaultType> treatments, int percent, Wait wait, SplittableRandom random) {
    this.treatments = List.copyOf(treatments);
    this.percent = percent;
    this.wait = wait;
    this.random = random;
  }

  /**
   * The range of a time that is chosen anew for each request.
   *
   * @param millisMin at least
   * @param millisMax at most
   */
  public record Wait(int millisMin, int millisMax) {}

  /**
   * What is to be done with one request.
   *
   * @param treatment what
   * @param waitMillis before it is handed on, where the treatment takes time
   */
  record Choice(FaultType treatment, long waitMillis) {}

  /** Chooses for one request. */
  synchronized Choice choose(boolean put) {
    FaultType chosen = treatments.get(random.nextInt(treatments.size()));
    boolean met = random.nextInt(100) < percent;
    int waitMillis = random.nextInt(wait.millisMin(), wait.millisMax() + 1);
    if (!met || chosen == FaultType.HELD && !put) {
      return new Choice(FaultType.PASSED, 0);
    }
    boolean takesTime = chosen == FaultType.SLOWED || chosen == FaultType.HELD;
    return new Choice(chosen, takesTime ? waitMillis : 0);
  }
}
