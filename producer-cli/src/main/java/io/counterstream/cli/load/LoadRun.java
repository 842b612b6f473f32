package io.counterstream.cli.load;

import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.client.Counters;
import io.counterstream.client.NotSentException;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Sends commands at a steady rate, whatever the answers do. A command that could not be sent when
 * it was due still counts from then: a system that stalls can't hide it by slowing the load down.
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
  private final Map<Integer, CounterState> seen = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(IN_FLIGHT_MAX);
  private final WeightedChoice counterChoice;
  private final WeightedChoice kindChoice;
  private final List<ExpectationKind> kinds;
  private final long begunNanos = System.nanoTime();
  private volatile long endedNanos;

  /**
   * A run that begins now.
   *
   * @param patience how long to wait for an outcome
   */
  public LoadRun(ClientSession session, LoadPlan plan, Duration patience) {
    this.counters = session.counters();
    this.plan = plan;
    this.patience = patience;
    this.kinds = new ArrayList<>(plan.kinds().keySet());
    this.kindChoice = new WeightedChoice(kinds.size(), i -> plan.kinds().get(kinds.get(i)));
    this.counterChoice =
        new WeightedChoice(plan.counters().count(), i -> 1 / Math.pow(i + 1, plan.skew()));
  }

  /**
   * Runs to the end of its time, or until it is interrupted, and waits for the outcomes.
   *
   * @param everySecond told each second while commands are sent
   * @return what happened
   */
  public LoadReport run(Interruption interruption, Runnable everySecond) {
    long due = begunNanos;
    long end = begunNanos + plan.duration().toNanos();
    long nextSecond = begunNanos + SECOND_NANOS;
    for (long number = 1; due < end && !interruption.isAsked(); number++) {
      if (System.nanoTime() >= nextSecond) {
        everySecond.run();
        nextSecond += SECOND_NANOS;
      }
      long early = due - System.nanoTime();
      if (early > 0 && interruption.await(Duration.ofNanos(Math.min(early, LOOK.toNanos())))) {
        break;
      }
      if (due <= System.nanoTime() && hasRoom()) {
        send(due);
        due = begunNanos + (long) ((double) number * SECOND_NANOS / plan.commandsPerSecond());
      } else {
        number--;
      }
    }
    // The last command is due before the end.
    interruption.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    endedNanos = System.nanoTime();
    awaitOutcomes(interruption);
    return report();
  }

  /** What has happened so far. */
  public LoadReport report() {
    long until = endedNanos == 0 ? System.nanoTime() : endedNanos;
    return new LoadReport(
        figures, Duration.ofNanos(until - begunNanos), plan.counters().count());
  }

  private boolean hasRoom() {
    return room.tryAcquire();
  }

  private void send(long due) {
    int counter = counterChoice.next(random);
    IncrementCommand command = kinds
        .get(kindChoice.next(random))
        .command(
            counters.newCommandId(),
            plan.counters().name(counter),
            seen.getOrDefault(counter, CounterState.ABSENT));
    figures.sent();
    counters.send(command, patience).whenComplete((outcome, failure) -> {
      room.release();
      if (failure == null) {
        figures.came(outcome, System.nanoTime() - due);
        remember(counter, outcome);
      } else if (Causes.unwrapped(failure) instanceof NotSentException) {
        figures.notSent();
      } else {
        figures.unknown();
      }
    });
  }

  private void remember(int counter, Outcome outcome) {
    outcome
        .state()
        .ifPresent(state -> seen.merge(
            counter, state, (one, other) -> one.version() > other.version() ? one : other));
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
