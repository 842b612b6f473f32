package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Compilation;
import io.counterstream.benchmarks.contender.ContenderJvm;
import java.time.Duration;
import java.util.List;

/**
 * The JIT compilers of the JVMs that take part. Where all share two cores and nobody idles, they
 * get less than a core together and take minutes.
 */
final class Compilers {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** One method may take a second. */
  private static final int LOOKS_IDLE = 2;

  /** Something is always compiled, of timers and the like. */
  private static final long IDLE_MILLIS_MAX = 50;

  private Compilers() {}

  /**
   * Waits until those of this JVM, which has the servers if they are embedded, and of the others
   * have hardly anything to do, or that time is over. Nobody may be at work meanwhile.
   */
  static void awaitIdle(List<ContenderJvm> jvms, Duration atMost) throws InterruptedException {
    long looksMax = atMost.dividedBy(LOOK_EVERY);
    long before = compilationMillis(jvms);
    int idle = 0;
    for (int looks = 0; looks < looksMax && idle < LOOKS_IDLE; looks++) {
      Thread.sleep(LOOK_EVERY.toMillis());
      long now = compilationMillis(jvms);
      idle = now - before <= IDLE_MILLIS_MAX ? idle + 1 : 0;
      before = now;
    }
  }

  private static long compilationMillis(List<ContenderJvm> jvms) {
    return Compilation.millis()
        + jvms.stream().mapToLong(ContenderJvm::compilationMillis).sum();
  }
}
