package io.counterstream.client;

import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The updates of one counter, in rounds: those that wait are sent together, each expecting what the
 * one before leaves behind. Then all outcomes are awaited, and those that lost go into the next
 * round.
 *
 * <p>Every attempt is guarded by itself, so nothing here has to be right about what the others do:
 * a wrong guess is a conflict. While other writers are seen at the counter, a round begins after a
 * random pause, so that nobody always comes too late.
 *
 * <p>Driven by a {@link Scheduler}; only {@link #saw} is for any thread.
 */
final class UpdateLine {
  private static final int ROUND_MAX = 100;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int PAUSE_DOUBLINGS_MAX = 4;
  private static final Duration RESEND_PAUSE = Duration.ofMillis(100);
  private static final long CONTENDED_NANOS = TimeUnit.SECONDS.toNanos(1);
  // Then the counter is read again: what was seen may be of a counter that was deleted since.
  private static final int LOST_ROUNDS_MAX = 3;

  private final String counter;
  private final Commands commands;
  private final Scheduler scheduler;
  private final Supplier<String> ids;
  private final RandomGenerator random;
  private final Deque<Update> waiting = new ArrayDeque<>();
  private final List<Attempt> lost = new ArrayList<>();
  private final List<Attempt> inDoubt = new ArrayList<>();
  private final AtomicReference<CounterState> latest = new AtomicReference<>();
  private volatile long othersNanos;
  private int open;
  private int lostRounds;
  private boolean running;
  private boolean closed;

  UpdateLine(
      String counter,
      Commands commands,
      Scheduler scheduler,
      Supplier<String> ids,
      RandomGenerator random) {
    this.counter = counter;
    this.commands = commands;
    this.scheduler = scheduler;
    this.ids = ids;
    this.random = random;
    this.othersNanos = scheduler.nanos() - CONTENDED_NANOS;
  }

  /** Starts an update when its turn comes. */
  void add(Update update) {
    Future<?> timer = scheduler.after(update.deadline().remaining(), update::expire);
    update.result().whenComplete((applied, failure) -> timer.cancel(false));
    waiting.add(update);
    if (!running) {
      running = true;
      next();
    }
  }

  /** The counter was seen like this; {@code foreign} says that another writer was at work. */
  void saw(CounterState state, boolean foreign) {
    latest.accumulateAndGet(
        state, (old, seen) -> old == null || seen.version() >= old.version() ? seen : old);
    if (foreign) {
      othersNanos = scheduler.nanos();
    }
  }

  boolean isIdle() {
    return !running;
  }

  /** No more rounds; what is on its way still gets its answer. */
  void close() {
    closed = true;
    waiting.forEach(Update::giveUp);
  }

  private void next() {
    waiting.removeIf(update -> update.result().isDone());
    if (waiting.isEmpty() || closed) {
      waiting.forEach(Update::giveUp);
      running = false;
    } else if (latest.get() == null) {
      learn(waiting.peek().deadline());
    } else if (lostRounds > 0 || scheduler.nanos() - othersNanos < CONTENDED_NANOS) {
      long pauseNanos = PAUSE.toNanos() << Math.min(lostRounds, PAUSE_DOUBLINGS_MAX);
      scheduler.after(Duration.ofNanos(random.nextLong(pauseNanos)), this::round);
    } else {
      round();
    }
  }

  /** Reads the counter through the log. */
  private void learn(Deadline deadline) {
    IncrementCommand check = new IncrementCommand(ids.get(), counter, 0, Expectation.ANY);
    commands.send(check, deadline).whenComplete((outcome, failure) -> {
      if (failure == null) {
        outcome.state().ifPresent(state -> saw(state, false));
        next();
      } else {
        // Those whose time is up have ended; a check may be repeated for the others.
        scheduler.after(RESEND_PAUSE, this::next);
      }
    });
  }

  private void round() {
    CounterState expected = latest.get();
    List<Attempt> attempts = new ArrayList<>();
    while (!waiting.isEmpty() && attempts.size() < ROUND_MAX) {
      Update update = waiting.poll();
      try {
        if (!update.result().isDone()) {
          Attempt attempt = Attempt.of(update, ids.get(), counter, expected);
          expected = attempt.after();
          attempts.add(attempt);
        }
      } catch (RuntimeException thrownByTheFunction) {
        update.result().completeExceptionally(thrownByTheFunction);
      }
    }
    send(attempts);
  }

  private void send(List<Attempt> attempts) {
    open = attempts.size();
    for (Attempt attempt : attempts) {
      attempt.update().attempt();
      commands
          .send(attempt.command(), attempt.update().deadline())
          .whenComplete((outcome, failure) -> {
            if (failure == null) {
              decided(attempt, outcome);
            } else {
              failed(attempt, failure);
            }
          });
    }
    if (attempts.isEmpty()) {
      next();
    }
  }

  private void decided(Attempt attempt, Outcome outcome) {
    outcome.state().ifPresent(state -> saw(state, false));
    if (outcome instanceof Outcome.Applied applied) {
      attempt.update().result().complete(applied);
      close(attempt);
    } else if (outcome instanceof Outcome.Rejected rejected) {
      attempt.update().result().completeExceptionally(new RejectedException(counter, rejected));
      close(attempt);
    } else if (attempt.isInDoubt()) {
      learnWhichLost(attempt, outcome);
    } else {
      lost(attempt, outcome);
    }
  }

  /**
   * The attempt was sent twice, and one of the two was a conflict. So the version has moved on, and
   * neither can apply any more; but one of them may have been what moved it.
   */
  private void learnWhichLost(Attempt attempt, Outcome conflict) {
    commands
        .find(
            attempt.command().commandId(),
            attempt.firstPosition(),
            attempt.update().deadline())
        .whenComplete((found, failure) -> {
          if (failure instanceof RuntimeException unknown) {
            if (closed || attempt.update().deadline().passed()) {
              attempt.update().result().completeExceptionally(attempt.unknown(unknown));
              close(attempt);
            } else {
              scheduler.after(RESEND_PAUSE, () -> learnWhichLost(attempt, conflict));
            }
          } else if (found.orElse(conflict) instanceof Outcome.Applied applied) {
            attempt.update().result().complete(applied);
            close(attempt);
          } else {
            lost(attempt, conflict);
          }
        });
  }

  private void lost(Attempt attempt, Outcome conflict) {
    Optional<CounterState> current = conflict.state();
    attempt.update().lost(attempt.expected(), current.orElse(CounterState.ABSENT));
    attempt.update().expire();
    lost.add(attempt);
    close(attempt);
  }

  private void failed(Attempt attempt, Throwable failure) {
    boolean ended = closed || attempt.update().deadline().passed();
    if (failure instanceof OutcomeUnknownException unknown) {
      attempt.doubt(unknown);
    }
    if (attempt.isInDoubt() && !ended) {
      inDoubt.add(attempt);
    } else if (attempt.isInDoubt() && failure instanceof RuntimeException last) {
      attempt.update().result().completeExceptionally(attempt.unknown(last));
    } else {
      attempt.update().result().completeExceptionally(failure);
    }
    close(attempt);
  }

  /** The attempt has its answer. */
  private void close(Attempt attempt) {
    open--;
    if (open > 0) {
      return;
    }
    if (!inDoubt.isEmpty()) {
      List<Attempt> again = List.copyOf(inDoubt);
      inDoubt.clear();
      scheduler.after(RESEND_PAUSE, () -> send(again));
      return;
    }
    lostRounds = lost.isEmpty() ? 0 : lostRounds + 1;
    if (lostRounds > 0 && lostRounds % LOST_ROUNDS_MAX == 0) {
      latest.set(null);
    }
    for (int i = lost.size() - 1; i >= 0; i--) {
      waiting.addFirst(lost.get(i).update());
    }
    lost.clear();
    next();
  }
}
