package io.counterstream.benchmarks.contender;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** The JIT compilers of this JVM. */
public final class Compilation {
  private Compilation() {}

  /**
   * Returns the time spent on finished compilations since the JVM started, in milliseconds; 0 if
   * the JVM does not report it.
   */
  public static long millis() {
    return Optional.ofNullable(ManagementFactory.getCompilationMXBean())
        .filter(CompilationMXBean::isCompilationTimeMonitoringSupported)
        .map(CompilationMXBean::getTotalCompilationTime)
        .orElse(0L);
  }
}
