package io.counterstream.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** How busy the machine is. */
final class MachineLoadTest {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** What this thread got of the machine is in it, however much others take of it. */
  @Test
  void aBusyThreadIsSeen() {
    MachineLoad load = MachineLoad.start();
    long began = System.nanoTime();
    long cpuBefore = THREADS.getCurrentThreadCpuTime();
    while (System.nanoTime() - began < Duration.ofMillis(500).toNanos()) {
      Thread.onSpinWait();
    }
    OptionalDouble busy = load.end();
    double ours = (double) (THREADS.getCurrentThreadCpuTime() - cpuBefore)
        / (System.nanoTime() - began)
        / Runtime.getRuntime().availableProcessors();
    assertThat(busy).isPresent();
    assertThat(busy.getAsDouble()).isBetween(ours / 2, 1.0);
  }
}
