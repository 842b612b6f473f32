package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Compilation;
import io.counterstream.benchmarks.contender.ContenderJvm;
import java.time.Duration;
import java.util.List;

/**
 * The JIT compilers of all JVMs of a benchmark. On two busy cores they get less than a core
 * together and take minutes.
 */
final class Compilers {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** The compilation of one method may take a second. */
  private static final int LOOKS_IDLE = 2;

  /** Timers and the like are always compiled. */
  private static final long IDLE_MILLIS_MAX = 50;

  private Compilers() {}

  /**
   * Waits until the compilers of this JVM and of the others are idle, or the time is over. No
   * contender may be busy meanwhile.
   */
  static void awaitIdle(List<ContenderJvm> jvms, Duration atMost) throws InterruptedException {
    long looksMax = atMost.dividedBy(LOOK_EVERY);
    double before = compilationMillis(jvms);
    int idle = 0;
    for (int looks = 0; looks < looksMax && idle < LOOKS_IDLE; looks++) {
      Thread.sleep(LOOK_EVERY.toMillis());
      double now = compilationMillis(jvms);
      idle = now - before <= IDLE_MILLIS_MAX ? idle + 1 : 0;
      before = now;
    }
  }

  private static double compilationMillis(List<ContenderJvm> jvms) {
    return Compilation.millis()
        + jvms.stream().mapToDouble(ContenderJvm::compilationMillis).sum();
  }
}
