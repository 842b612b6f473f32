package io.counterstream.torture.cluster;

import io.counterstream.testkit.process.ChildJvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  private String lastWords = "";

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
  public void start() {
    start(List.of(), Map.of());
  }

  /**
   * Starts it, unless it runs.
   *
   * @param more further arguments
   * @param environment further variables
   */
  public synchronized void start(List<String> more, Map<String, String> environment) {
    wanted = true;
    if (process.isPresent()) {
      return;
    }
    List<String> all = new ArrayList<>(arguments);
    all.addAll(more);
    ChildJvm started =
        children.start(new Children.Program(name, HEAP_MEGABYTES, main, all), environment);
    process = Optional.of(started);
    started.onExit().thenAccept(status -> ended(started, status));
  }

  /**
   * Starts one that must refuse to run, and waits for its end. It must not run before.
   *
   * @return its exit status and its output; empty if it still runs after the timeout
   */
  public Optional<Refusal> startRefused(Duration timeout) throws InterruptedException {
    ChildJvm started =
        children.start(new Children.Program(name, HEAP_MEGABYTES, main, arguments), Map.of());
    Optional<Integer> status = started.awaitExit(timeout);
    started.kill();
    return status.map(each -> new Refusal(each, started.output()));
  }

  /**
   * The end of a processor that refused to run.
   *
   * @param status its exit status
   * @param output what it printed
   */
  public record Refusal(int status, String output) {}

  /** One that was not stopped from here. */
  private synchronized void ended(ChildJvm gone, int status) {
    if (process.isEmpty() || process.get() != gone || children.isClosed()) {
      return;
    }
    process = Optional.empty();
    ownEnds.incrementAndGet();
    lastWords = gone.output();
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

  /** Returns what it has printed since it was started; nothing if it does not run. */
  public synchronized String output() {
    return process.map(ChildJvm::output).orElse("");
  }

  /** Returns what it printed before it last ended by itself. */
  public synchronized String lastWords() {
    return lastWords;
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
