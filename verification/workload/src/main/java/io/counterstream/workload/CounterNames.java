package io.counterstream.workload;

import java.util.SplittableRandom;

/** The counters of a fault test: hot, skewed, shared, cold, and near the ends of 64 bits. */
public final class CounterNames {
  private static final int HOT = 3;
  private static final int SKEWED = 200;
  private static final int COLD = 5000;
  private static final int EDGES = 4;
  private static final int SHARED = 8;

  private CounterNames() {}

  /** Returns a hot, a skewed or a cold counter. */
  static String any(SplittableRandom random) {
    int of100 = random.nextInt(100);
    if (of100 < 35) {
      return hot(random);
    }
    return of100 < 80 ? skewed(random) : "cold-" + random.nextInt(COLD);
  }

  /** Returns a counter that is in use much of the time. */
  public static String busy(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> hot(random);
      case 1 -> skewed(random);
      default -> shared(random);
    };
  }

  /** Returns a counter that closed-loop clients share. */
  static String shared(SplittableRandom random) {
    return "shared-" + random.nextInt(SHARED);
  }

  /** Returns the number of a counter whose value is near an end of 64 bits, the upper if even. */
  static int edge(SplittableRandom random) {
    return random.nextInt(EDGES);
  }

  /** Returns a counter that is in use all the time. */
  public static String hot(SplittableRandom random) {
    return "hot-" + random.nextInt(HOT);
  }

  private static String skewed(SplittableRandom random) {
    double uniform = random.nextDouble();
    return "page-" + (int) (SKEWED * uniform * uniform * uniform);
  }
}
