package io.counterstream.torture.run;

import io.counterstream.torture.cluster.ProcessorNode;
import io.counterstream.torture.schedule.PlannedFault;
import io.counterstream.torture.table.ItemObstacle;
import io.counterstream.workload.CounterNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * Makes an item such that its partition has to wait, and expects the processors to say so: the
 * health, the metrics and the log of one must name the counter. No other fault is active meanwhile.
 */
final class HoldActions {
  private static final Duration NAMED_MAX = Duration.ofSeconds(120);
  private static final long POLL_MILLIS = 1_000;

  private final TortureDeployment deployment;
  private final ItemObstacle obstacle;
  private final LogActions.Clients clients;
  private final Console console;
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  HoldActions(
      TortureDeployment deployment,
      ItemObstacle obstacle,
      LogActions.Clients clients,
      Console console) {
    this.deployment = deployment;
    this.obstacle = obstacle;
    this.clients = clients;
    this.console = console;
  }

  /** Returns what processors did that they must not do. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /**
   * The processors are killed first: one that has the item in memory would replace the journal, and
   * one that stops commits, so that nobody needs the journal. If nobody does, a blind update
   * replaces it.
   */
  void breakJournal(PlannedFault fault) throws InterruptedException {
    String counter = CounterNames.hot(fault.random());
    deployment.killProcessors();
    Optional<Runnable> undo = obstacle.breakJournal(counter);
    deployment.startProcessors();
    if (undo.isPresent()) {
      awaitNamed(counter, "an unreadable journal", () -> !obstacle.hasBrokenJournal(counter));
      undo.get().run();
    }
    clients.awaitOutcomes();
  }

  /**
   * Lets another application fill an item up to the largest size of items, again and again: the
   * processors' updates make the journal longer and shorter, and only one that makes it longer is
   * refused.
   */
  void grow(PlannedFault fault) throws InterruptedException {
    String counter = CounterNames.hot(fault.random());
    obstacle.grow(counter);
    awaitNamed(counter, "an item of 400 KB", () -> {
      obstacle.grow(counter);
      return false;
    });
    obstacle.shrink(counter);
    clients.awaitOutcomes();
  }

  private void awaitNamed(String counter, String what, BooleanSupplier replaced)
      throws InterruptedException {
    long startNanos = System.nanoTime();
    while (!isNamed(counter)) {
      if (replaced.getAsBoolean()) {
        console.say("table", counter + " had " + what + ", which an update replaced");
        return;
      }
      if (System.nanoTime() - startNanos > NAMED_MAX.toNanos()) {
        violations.add("counter " + counter + " has " + what + ", and after "
            + Console.seconds(NAMED_MAX) + " no processor's health, metrics and log name it");
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    console.say(
        "processors",
        "name " + counter + ", which has " + what + ", after "
            + Console.seconds(Duration.ofNanos(System.nanoTime() - startNanos)));
  }

  private boolean isNamed(String counter) throws InterruptedException {
    int number = 0;
    for (ProcessorNode processor : deployment.processors()) {
      number++;
      if (ProcessorHttp.get(deployment.http(number, "/health")).contains(counter)) {
        return processor.output().contains(counter)
            && ProcessorHttp.get(deployment.http(number, "/metrics"))
                .contains(ProcessorHttp.STALLED + "{");
      }
    }
    return false;
  }
}
