package io.counterstream.torture.proxy;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A fault that applies to some of the requests to the table. Thread-safe.
 *
 * <p>Its choices depend on a seed; which request gets which choice depends on their order.
 */
public final class TableFault {
  /** No fault. */
  public static final TableFault NONE =
      new TableFault(List.of(FaultType.PASSED), 100, new Wait(0, 0), new SplittableRandom(0));

  private final List<FaultType> types;
  private final int percent;
  private final Wait wait;
  private final SplittableRandom random;

  /**
   * Describes a fault.
   *
   * @param types the fault types of which one is chosen for each affected request
   * @param percent the share of requests that are affected, 1 to 100
   * @param wait the delay of the types that have one
   * @param random decides; must not be used elsewhere
   */
  public TableFault(List<FaultType> types, int percent, Wait wait, SplittableRandom random) {
    this.types = List.copyOf(types);
    this.percent = percent;
    this.wait = wait;
    this.random = random;
  }

  /**
   * The range of a delay that is chosen for each request.
   *
   * @param millisMin the shortest delay
   * @param millisMax the longest delay
   */
  public record Wait(int millisMin, int millisMax) {}

  /**
   * What to do with one request.
   *
   * @param type the fault type
   * @param waitMillis the delay before the request is forwarded
   */
  record Choice(FaultType type, long waitMillis) {}

  /** Chooses for one request. */
  synchronized Choice choose(boolean put) {
    FaultType chosen = types.get(random.nextInt(types.size()));
    boolean affected = random.nextInt(100) < percent;
    int waitMillis = random.nextInt(wait.millisMin(), wait.millisMax() + 1);
    if (!affected || chosen == FaultType.HELD && !put) {
      return new Choice(FaultType.PASSED, 0);
    }
    boolean takesTime = chosen == FaultType.SLOWED || chosen == FaultType.HELD;
    return new Choice(chosen, takesTime ? waitMillis : 0);
  }
}
