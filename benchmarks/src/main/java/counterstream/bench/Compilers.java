package counterstream.bench;

import counterstream.bench.contender.ContenderJvm;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * The JIT compilers of the JVMs that take part. Where everybody shares two cores they come to
 * little under load: minutes later they still have most of a core.
 */
final class Compilers {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int LOOKS_MAX = 60;

  /** Something is always compiled, of timers and the like. */
  private static final long IDLE_MILLIS_MAX = 50;

  private Compilers() {}

  /**
   * Waits until those of this JVM, which has the servers, and of the others have hardly anything to
   * do, or a minute has passed. Nobody may be at work meanwhile.
   */
  static void awaitIdle(List<ContenderJvm> jvms) throws InterruptedException {
    long before = compilationMillis(jvms);
    for (int looks = 0; looks < LOOKS_MAX; looks++) {
      Thread.sleep(LOOK_EVERY.toMillis());
      long now = compilationMillis(jvms);
      if (now - before <= IDLE_MILLIS_MAX) {
        return;
      }
      before = now;
    }
  }

  private static long compilationMillis(List<ContenderJvm> jvms) {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime()
        + jvms.stream().mapToLong(ContenderJvm::compilationMillis).sum();
  }
}
