package io.counterstream.torture.cluster;

import io.counterstream.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All child JVMs of a run. Closing it kills those that still run, and later starts fail.
 * Thread-safe.
 */
public final class Children implements AutoCloseable {
  private final Path directory;
  private final Set<ChildJvm> alive = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /** Their output goes to files in this directory. */
  public Children(Path directory) {
    this.directory = directory;
  }

  /**
   * A JVM's program.
   *
   * @param name of the file that its output is appended to
   * @param heapMegabytes its {@code -Xmx}
   * @param main a class on this JVM's class path
   * @param arguments of its main method
   */
  record Program(String name, int heapMegabytes, String main, List<String> arguments) {}

  /**
   * Starts a JVM.
   *
   * @param environment variables that it has besides those of this JVM
   * @throws IllegalStateException if this is closed
   */
  synchronized ChildJvm start(Program program, Map<String, String> environment) {
    if (closed) {
      throw new IllegalStateException(
          "the run is over, " + program.name + " is not started any more");
    }
    ChildJvm child = ChildJvm.of(program.main, directory.resolve(program.name + ".log"))
        .options("-Xmx" + program.heapMegabytes + "m", "-XX:MaxMetaspaceSize=160m")
        .environment(environment)
        .start(program.arguments);
    alive.add(child);
    child.onExit().thenRun(() -> alive.remove(child));
    return child;
  }

  /** Whether the run is over; then ends of JVMs are expected. */
  synchronized boolean isClosed() {
    return closed;
  }

  /** Sends SIGKILL to all, the frozen ones as well, and waits for their ends. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    List<ChildJvm> left = List.copyOf(alive);
    left.forEach(ChildJvm::close);
    try {
      for (ChildJvm child : left) {
        child.kill();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
