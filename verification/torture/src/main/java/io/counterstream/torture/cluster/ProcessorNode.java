package io.counterstream.torture.cluster;

import io.counterstream.testkit.process.ChildJvm;
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
  private static final Duration TERMINATE_MAX = Duration.ofSeconds(40);

  private final Children children;
  private final String name;
  private final String main;
  private final List<String> arguments;
  private final Consumer<String> events;
  private final AtomicInteger ownEnds = new AtomicInteger();
  private Optional<ChildJvm> process = Optional.empty();
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
    ChildJvm started = children.start(name, HEAP_MEGABYTES, main, arguments);
    process = Optional.of(started);
    started.onExit().thenAccept(status -> ended(started, status));
  }

  /** One that was not stopped from here. */
  private synchronized void ended(ChildJvm gone, int status) {
    if (process.isEmpty() || process.get() != gone || children.isClosed()) {
      return;
    }
    process = Optional.empty();
    ownEnds.incrementAndGet();
    events.accept(name + " ended by itself with status " + status + ", starts again");
    CompletableFuture.delayedExecutor(RESTART_SECONDS, TimeUnit.SECONDS).execute(this::startAgain);
  }

  private synchronized void startAgain() {
    if (wanted && !children.isClosed()) {
      start();
    }
  }

  /** SIGKILL. */
  public void kill() throws InterruptedException {
    Optional<ChildJvm> victim = release();
    if (victim.isPresent()) {
      victim.get().kill();
    }
  }

  /**
   * SIGTERM, and waits for the end, with SIGKILL if need be.
   *
   * @return the exit status; empty if it did not run
   */
  public Optional<Integer> terminate() throws InterruptedException {
    Optional<ChildJvm> victim = release();
    if (victim.isEmpty()) {
      return Optional.empty();
    }
    victim.get().terminate();
    Optional<Integer> status = victim.get().awaitExit(TERMINATE_MAX);
    if (status.isEmpty()) {
      events.accept(
          name + " still runs " + TERMINATE_MAX.toSeconds() + " s after SIGTERM: kill -9");
      victim.get().kill();
      status = victim.get().awaitExit(TERMINATE_MAX);
    }
    return status;
  }

  /**
   * Sends SIGSTOP, and SIGCONT after some time.
   *
   * @return whether it ran
   */
  public boolean freeze(Duration time) throws InterruptedException {
    Optional<ChildJvm> victim;
    synchronized (this) {
      victim = process;
    }
    if (victim.isEmpty()) {
      return false;
    }
    victim.get().freeze(time);
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

  private synchronized Optional<ChildJvm> release() {
    wanted = false;
    Optional<ChildJvm> victim = process;
    process = Optional.empty();
    return victim;
  }
}
