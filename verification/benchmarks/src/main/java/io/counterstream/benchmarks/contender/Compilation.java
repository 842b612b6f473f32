package io.counterstream.benchmarks.contender;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The JIT compilers of this JVM. */
public final class Compilation {
  private Compilation() {}

  /**
   * For how long they have compiled since the JVM began, in milliseconds; what is being compiled
   * doesn't count yet. 0 in a JVM that has none or doesn't tell.
   */
  public static long millis() {
    return Optional.ofNullable(ManagementFactory.getCompilationMXBean())
        .filter(CompilationMXBean::isCompilationTimeMonitoringSupported)
        .map(CompilationMXBean::getTotalCompilationTime)
        .orElse(0L);
  }
}
