package io.counterstream.torture.load;

import java.util.SplittableRandom;

/** Which counters there are: hot, skewed, shared by customers, cold, and near the ends. */
public final class CounterNames {
  private static final int HOT = 3;
  private static final int SKEWED = 200;
  private static final int COLD = 5000;
  private static final int EDGES = 4;
  private static final int SHARED = 8;

  private CounterNames() {}

  /** One that anybody may use, the hot ones more often. */
  static String any(SplittableRandom random) {
    int of100 = random.nextInt(100);
    if (of100 < 35) {
      return hot(random);
    }
    return of100 < 80 ? skewed(random) : "cold-" + random.nextInt(COLD);
  }

  /** One that is in use much of the time. */
  public static String busy(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> hot(random);
      case 1 -> skewed(random);
      default -> shared(random);
    };
  }

  /** One that customers share. */
  static String shared(SplittableRandom random) {
    return "shared-" + random.nextInt(SHARED);
  }

  /** One whose value is near an end of 64 bits: even ones the upper. */
  static int edge(SplittableRandom random) {
    return random.nextInt(EDGES);
  }

  private static String hot(SplittableRandom random) {
    return "hot-" + random.nextInt(HOT);
  }

  private static String skewed(SplittableRandom random) {
    double uniform = random.nextDouble();
    return "page-" + (int) (SKEWED * uniform * uniform * uniform);
  }
}
