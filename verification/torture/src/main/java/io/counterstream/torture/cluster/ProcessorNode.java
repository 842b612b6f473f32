package io.counterstream.torture.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * A processor and its supervisor: one that ends by itself is started again, as it would be in
 * production. Thread-safe.
 */
public final class ProcessorNode {
  private static final int HEAP_MEGABYTES = 160;
  private static final long RESTART_SECONDS = 1;
  private static final long TERMINATE_SECONDS_MAX = 40;

  private final Children children;
  private final String name;
  private final String main;
  private final List<String> arguments;
  private final Consumer<String> events;
  private final AtomicInteger ownEnds = new AtomicInteger();
  private Optional<Process> process = Optional.empty();
  private boolean wanted;

  /**
   * One that does not run yet.
   *
   * @param main {@code io.counterstream.processor.app.ProcessorMain}, or a test's weakened one
   * @param events is told of starts and ends that nobody asked for
   */
  public ProcessorNode(
      Children children,
      String name,
      String main,
      List<String> arguments,
      Consumer<String> events) {
    this.children = children;
    this.name = name;
    this.main = main;
    this.arguments = List.copyOf(arguments);
    this.events = events;
  }

  /** Starts it, unless it runs. */
  public synchronized void start() {
    wanted = true;
    if (process.isPresent()) {
      return;
    }
    Process started = children.start(name, HEAP_MEGABYTES, main, arguments);
    process = Optional.of(started);
    started.onExit().thenAccept(this::ended);
  }

  /** One that was not stopped from here. */
  private synchronized void ended(Process gone) {
    if (process.isEmpty() || process.get() != gone || children.isClosed()) {
      return;
    }
    process = Optional.empty();
    ownEnds.incrementAndGet();
    events.accept(name + " ended by itself with status " + gone.exitValue() + ", starts again");
    CompletableFuture.delayedExecutor(RESTART_SECONDS, TimeUnit.SECONDS).execute(this::startAgain);
  }

  private synchronized void startAgain() {
    if (wanted && !children.isClosed()) {
      start();
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    Optional<Process> victim = release();
    if (victim.isPresent()) {
      victim.get().destroyForcibly();
      victim.get().waitFor();
    }
  }

  /**
   * SIGTERM, and waits for the end, with SIGKILL if need be.
   *
   * @return the exit status; empty if it did not run
   */
  public Optional<Integer> terminate() throws InterruptedException {
    Optional<Process> victim = release();
    if (victim.isEmpty()) {
      return Optional.empty();
    }
    // Not Process.destroy(): that closes the pipe as well, by which the child knows its parent.
    victim.get().toHandle().destroy();
    if (!victim.get().waitFor(TERMINATE_SECONDS_MAX, TimeUnit.SECONDS)) {
      events.accept(name + " still runs " + TERMINATE_SECONDS_MAX + " s after SIGTERM: kill -9");
      victim.get().destroyForcibly();
      victim.get().waitFor();
    }
    return Optional.of(victim.get().exitValue());
  }

  /**
   * SIGSTOP, and later SIGCONT. A shell does both, so that it wakes up even if this JVM dies: then
   * to find that its parent is gone.
   *
   * @return whether it ran
   */
  public boolean freeze(Duration time) throws InterruptedException {
    Optional<Process> victim;
    synchronized (this) {
      victim = process;
    }
    if (victim.isEmpty()) {
      return false;
    }
    long pid = victim.get().pid();
    String seconds = "%d.%03d".formatted(time.toSeconds(), time.toMillisPart());
    children
        .shell("freezer", "kill -STOP " + pid + " && sleep " + seconds + "; kill -CONT " + pid)
        .waitFor();
    return true;
  }

  /** How often it ended without having been asked to. */
  public int ownEnds() {
    return ownEnds.get();
  }

  /** Its name, for people. */
  public String name() {
    return name;
  }

  private synchronized Optional<Process> release() {
    wanted = false;
    Optional<Process> victim = process;
    process = Optional.empty();
    return victim;
  }
}
