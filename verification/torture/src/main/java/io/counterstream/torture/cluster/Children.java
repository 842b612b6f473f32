package io.counterstream.torture.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * All processes that a run has started. Closing kills those that are left, and lets none start
 * later. Thread-safe.
 */
public final class Children implements AutoCloseable {
  /** Small and quick to start: these processes don't live long. */
  private static final List<String> FLAGS = List.of(
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-Xshare:auto",
      "-XX:+ExitOnOutOfMemoryError",
      "-XX:MaxMetaspaceSize=160m");

  private static final int JDK_THAT_WARNS = 24;
  private static final long END_SECONDS_MAX = 10;

  private final Path directory;
  private final Set<Process> alive = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** Their output goes to files in this directory. */
  public Children(Path directory) {
    this.directory = directory;
  }

  /**
   * Starts a JVM.
   *
   * @param name of the file that its output is appended to
   * @param heapMegabytes its {@code -Xmx}
   * @param main a class on this JVM's class path
   */
  synchronized Process start(String name, int heapMegabytes, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.addAll(FLAGS);
    if (Runtime.version().feature() >= JDK_THAT_WARNS) {
      command.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ChildMain.class.getName(), main));
    command.addAll(arguments);
    return start(name, new ProcessBuilder(command));
  }

  /** Starts a shell with a few commands; it is not stopped by this JVM's death. */
  synchronized Process shell(String name, String script) {
    return start(name, new ProcessBuilder("sh", "-c", script));
  }

  /** Whether everything is over; then ends are no news. */
  boolean isClosed() {
    return closed;
  }

  private Process start(String name, ProcessBuilder builder) {
    if (closed) {
      throw new IllegalStateException("the run is over, " + name + " is not started any more");
    }
    File output = directory.resolve(name + ".log").toFile();
    try {
      Process process = builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
          .start();
      alive.add(process);
      process.onExit().thenRun(() -> alive.remove(process));
      return process;
    } catch (IOException failed) {
      throw new UncheckedIOException("can't start " + name, failed);
    }
  }

  /** SIGKILL for all, the frozen ones as well. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List<Process> left = List.copyOf(alive);
    left.forEach(Process::destroyForcibly);
    for (Process process : left) {
      try {
        process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
