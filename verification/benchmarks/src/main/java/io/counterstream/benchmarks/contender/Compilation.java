package io.counterstream.benchmarks.contender;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JIT compilers of this JVM. */
public final class Compilation {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** The name of a compiler's thread, and its CPU time in user and in kernel mode. */
  private static final Pattern STAT = Pattern.compile(
      "\\d+ \\(C[12] Compiler.*\\) \\S(?: \\S+){10} (\\d+) (\\d+) .*", Pattern.DOTALL);

  /** Linux counts a hundred ticks a second for all programs. */
  private static final double MICROS_PER_TICK = 10_000;

  private static final double MICROS_PER_MILLI = 1000;

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

  /**
   * Returns the CPU time of the compilers' threads in microseconds; where the system does not tell,
   * {@link #millis}, which includes waits for a core.
   */
  static double cpuMicros() {
    if (!Files.isDirectory(THREADS)) {
      return millis() * MICROS_PER_MILLI;
    }
    double ticks = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        ticks += compilerTicks(stat(thread));
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("cannot read " + THREADS, impossible);
    }
    return ticks * MICROS_PER_TICK;
  }

  /** Returns the CPU time in a line of Linux's {@code stat}; 0 if the thread does not compile. */
  static long compilerTicks(String stat) {
    Matcher compiler = STAT.matcher(stat);
    return compiler.matches()
        ? Long.parseLong(compiler.group(1)) + Long.parseLong(compiler.group(2))
        : 0;
  }

  private static String stat(Path thread) {
    try {
      return Files.readString(thread.resolve("stat"));
    } catch (IOException ended) {
      return "";
    }
  }
}
