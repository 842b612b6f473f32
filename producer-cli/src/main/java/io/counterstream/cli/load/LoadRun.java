package io.counterstream.cli.load;

import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.client.Counters;
import io.counterstream.client.NotSentException;
import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.failure.Causes;
import io.counterstream.workload.ExpectationKind;
import io.counterstream.workload.Pace;
import io.counterstream.workload.SeenStates;
import io.counterstream.workload.WeightedChoice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Sends commands at a constant rate that does not depend on outcomes. The latency of a command that
 * could not be sent when it was due still starts then, so a stall of the system is not hidden by a
 * slower load.
 */
public final class LoadRun {
  private static final int IN_FLIGHT_MAX = 50_000;
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Counters counters;
  private final LoadPlan plan;
  private final Duration patience;
  private final LoadFigures figures = new LoadFigures();
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final SeenStates seen = new SeenStates();
  private final Semaphore room = new Semaphore(IN_FLIGHT_MAX);
  private final WeightedChoice counterChoice;
  private final WeightedChoice kindChoice;
  private final List<ExpectationKind> kinds;
  private final Pace pace;
  private final long startNanos;
  private volatile long endedNanos;

  /**
   * Starts a run.
   *
   * @param patience how long to wait for an outcome
   */
  public LoadRun(ClientSession session, LoadPlan plan, Duration patience) {
    this.counters = session.counters();
    this.plan = plan;
    this.pace = new Pace(plan.commandsPerSecond());
    this.startNanos = pace.dueNanos(0);
    this.patience = patience;
    this.kinds = new ArrayList<>(plan.kinds().keySet());
    this.kindChoice = new WeightedChoice(kinds.size(), i -> plan.kinds().get(kinds.get(i)));
    this.counterChoice = WeightedChoice.zipf(plan.counters().count(), plan.skew());
  }

  /**
   * Sends until the duration is over or the run is interrupted, then waits for the outcomes.
   *
   * @param everySecond called each second while commands are sent
   * @return the report at the end
   */
  public LoadReport run(Interruption interruption, Runnable everySecond) {
    long end = startNanos + plan.duration().toNanos();
    long nextSecond = startNanos + SECOND_NANOS;
    long number = 0;
    while (pace.dueNanos(number) < end && !interruption.isAsked()) {
      if (System.nanoTime() >= nextSecond) {
        everySecond.run();
        nextSecond += SECOND_NANOS;
      }
      long early = pace.dueNanos(number) - System.nanoTime();
      if (early > 0 && interruption.await(Duration.ofNanos(Math.min(early, LOOK.toNanos())))) {
        break;
      }
      if (pace.isDue(number) && room.tryAcquire()) {
        send(pace.dueNanos(number));
        number++;
      }
    }
    // The last command is due before the end.
    interruption.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    endedNanos = System.nanoTime();
    awaitOutcomes(interruption);
    return report();
  }

  /** Returns the report so far. */
  public LoadReport report() {
    long until = endedNanos == 0 ? System.nanoTime() : endedNanos;
    return new LoadReport(
        figures, Duration.ofNanos(until - startNanos), plan.counters().count());
  }

  private void send(long due) {
    String name = plan.counters().name(counterChoice.next(random));
    CounterCommand command =
        kinds.get(kindChoice.next(random)).command(counters.newCommandId(), name, seen.of(name));
    figures.sent();
    counters.send(command, patience).whenComplete((outcome, failure) -> {
      room.release();
      if (failure == null) {
        figures.received(outcome, System.nanoTime() - due);
        seen.see(outcome);
      } else if (Causes.unwrapped(failure) instanceof NotSentException) {
        figures.notSent();
      } else {
        figures.unknown();
      }
    });
  }

  private void awaitOutcomes(Interruption interruption) {
    Duration longest = interruption.isAsked() ? LAST_WAIT : patience.plus(LAST_WAIT);
    long until = System.nanoTime() + longest.toNanos();
    long soon = System.nanoTime() + LAST_WAIT.toNanos();
    while (figures.inFlight() > 0 && System.nanoTime() < until) {
      if (interruption.await(LOOK)) {
        until = Math.min(until, soon);
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
