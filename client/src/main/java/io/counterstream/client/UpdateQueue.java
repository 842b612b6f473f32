package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterState;
import io.counterstream.contract.Expectation;
import io.counterstream.contract.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The queue of updates of one counter, which are sent in rounds. A round sends all that wait, each
 * expecting the state that the one before leaves. It ends when all outcomes are known; the updates
 * that lost to another writer go into the next round.
 *
 * <p>Each attempt has its own guard, so a wrong guess about the counter's state only causes a
 * conflict. While other writers change the counter, a round starts after a random pause, so that no
 * client loses every time.
 *
 * <p>All methods are called on the {@link Scheduler}'s thread, except {@link #observed} and {@link
 * #contended}, which are thread-safe.
 */
final class UpdateQueue {
  private static final int ROUND_MAX = 100;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final int PAUSE_DOUBLINGS_MAX = 4;
  private static final Duration RESEND_PAUSE = Duration.ofMillis(100);
  private static final long CONTENDED_NANOS = TimeUnit.SECONDS.toNanos(1);
  // After so many, the counter is read again: it may have been deleted since it was observed.
  private static final int LOST_ROUNDS_MAX = 3;

  private final String counter;
  private final CommandChannel channel;
  private final Scheduler scheduler;
  private final Supplier<String> ids;
  private final RandomGenerator random;
  private final Deque<PendingUpdate> waiting = new ArrayDeque<>();
  private final List<UpdateAttempt> lost = new ArrayList<>();
  private final List<UpdateAttempt> inDoubt = new ArrayList<>();
  private final Set<UpdateAttempt> pausing = new HashSet<>();
  private final AtomicReference<CounterState> latest = new AtomicReference<>();
  private volatile long contendedNanos;
  private int inFlight;
  private int lostRounds;
  private boolean running;
  private boolean closed;

  UpdateQueue(
      String counter,
      CommandChannel channel,
      Scheduler scheduler,
      Supplier<String> ids,
      RandomGenerator random) {
    this.counter = counter;
    this.channel = channel;
    this.scheduler = scheduler;
    this.ids = ids;
    this.random = random;
    this.contendedNanos = scheduler.nanos() - CONTENDED_NANOS;
  }

  /** Adds an update, which is sent in the next round that has room. */
  void add(PendingUpdate update) {
    Future<?> timer = scheduler.after(update.deadline().remaining(), update::failIfExpired);
    update.result().whenComplete((applied, failure) -> timer.cancel(false));
    waiting.add(update);
    if (!running) {
      running = true;
      next();
    }
  }

  /** Takes a state that the counter had; keeps the one with the highest version. */
  void observed(CounterState state) {
    latest.accumulateAndGet(
        state, (old, seen) -> old == null || seen.version() >= old.version() ? seen : old);
  }

  /** Notes that another writer is active. */
  void contended() {
    contendedNanos = scheduler.nanos();
  }

  boolean isIdle() {
    return !running;
  }

  /** Starts no more rounds. Attempts in flight still get their outcomes. */
  void close() {
    closed = true;
    waiting.forEach(PendingUpdate::failUnlessInFlight);
    pausing.forEach(attempt -> attempt.fail(new IllegalStateException("the client was closed")));
  }

  /** Goes on after a pause, unless the client is closed before. */
  private void pause(List<UpdateAttempt> attempts, Runnable then) {
    pausing.addAll(attempts);
    scheduler.after(RESEND_PAUSE, () -> {
      pausing.removeAll(attempts);
      then.run();
    });
  }

  private void next() {
    waiting.removeIf(update -> update.result().isDone());
    if (waiting.isEmpty() || closed) {
      waiting.forEach(PendingUpdate::failUnlessInFlight);
      running = false;
    } else if (latest.get() == null) {
      readCounter(waiting.peek().deadline());
    } else if (lostRounds > 0 || scheduler.nanos() - contendedNanos < CONTENDED_NANOS) {
      long pauseNanos = PAUSE.toNanos() << Math.min(lostRounds, PAUSE_DOUBLINGS_MAX);
      scheduler.after(Duration.ofNanos(random.nextLong(pauseNanos)), this::sendRound);
    } else {
      sendRound();
    }
  }

  /** Reads the counter through the log. */
  private void readCounter(Deadline deadline) {
    CounterCommand check = new CounterCommand(ids.get(), counter, 0, Expectation.ANY);
    channel.send(check, deadline).whenComplete((outcome, failure) -> {
      if (failure == null) {
        outcome.state().ifPresent(this::observed);
        if (outcome instanceof Outcome.Rejected rejected) {
          waiting.forEach(update ->
              update.result().completeExceptionally(new RejectedException(counter, rejected)));
        }
        next();
      } else {
        waiting.forEach(update -> update.notRead(failure));
        if (PermanentFailure.is(failure)) {
          waiting.forEach(PendingUpdate::failUnlessInFlight);
        }
        // Updates whose deadline has passed have ended; the check is repeated for the others.
        scheduler.after(RESEND_PAUSE, this::next);
      }
    });
  }

  private void sendRound() {
    CounterState expected = latest.get();
    List<UpdateAttempt> attempts = new ArrayList<>();
    while (!waiting.isEmpty() && attempts.size() < ROUND_MAX) {
      PendingUpdate update = waiting.poll();
      try {
        if (!update.result().isDone()) {
          UpdateAttempt attempt = UpdateAttempt.of(update, ids.get(), counter, expected);
          expected = attempt.after();
          attempts.add(attempt);
        }
      } catch (RuntimeException | Error thrownByTheFunction) {
        update.result().completeExceptionally(thrownByTheFunction);
      }
    }
    send(attempts);
  }

  private void send(List<UpdateAttempt> attempts) {
    inFlight = attempts.size();
    for (UpdateAttempt attempt : attempts) {
      attempt.update().attemptSent();
      channel
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

  private void decided(UpdateAttempt attempt, Outcome outcome) {
    outcome.state().ifPresent(this::observed);
    if (outcome instanceof Outcome.Applied applied) {
      attempt.update().result().complete(applied);
      ended();
    } else if (attempt.isInDoubt() && mayHaveApplied(outcome)) {
      findWhichApplied(attempt, outcome);
    } else {
      refused(attempt, outcome);
    }
  }

  /**
   * Whether another record of the command may have applied. After an overflow none has, because the
   * version has not changed, and none will.
   */
  private static boolean mayHaveApplied(Outcome refusal) {
    return refusal instanceof Outcome.Conflict || !UpdateAttempt.excludesApplying(refusal);
  }

  private void refused(UpdateAttempt attempt, Outcome refusal) {
    if (refusal instanceof Outcome.Rejected rejected) {
      RejectedException failure = new RejectedException(counter, rejected);
      boolean isFinal = !attempt.isInDoubt() || UpdateAttempt.excludesApplying(refusal);
      attempt.update().result().completeExceptionally(isFinal ? failure : attempt.unknown(failure));
      ended();
    } else {
      lost(attempt, refusal);
    }
  }

  /**
   * Handles the refusal of an attempt that was sent several times. After a conflict the version has
   * changed, so no record of the attempt can apply any more; but one of them may have caused that
   * change.
   */
  private void findWhichApplied(UpdateAttempt attempt, Outcome refusal) {
    channel
        .find(
            attempt.command().commandId(),
            attempt.firstPosition(),
            attempt.update().deadline())
        .whenComplete((found, failure) -> {
          if (failure instanceof RuntimeException unknown) {
            if (isLast(attempt, unknown)) {
              attempt.fail(unknown);
              ended();
            } else {
              pause(List.of(attempt), () -> findWhichApplied(attempt, refusal));
            }
          } else if (found.orElse(refusal) instanceof Outcome.Applied applied) {
            attempt.update().result().complete(applied);
            ended();
          } else {
            refused(attempt, refusal);
          }
        });
  }

  private void lost(UpdateAttempt attempt, Outcome conflict) {
    Optional<CounterState> current = conflict.state();
    attempt.update().attemptLost(attempt.expected(), current.orElse(CounterState.ABSENT));
    attempt.update().failIfExpired();
    lost.add(attempt);
    ended();
  }

  private void failed(UpdateAttempt attempt, Throwable failure) {
    boolean lastAttempt = isLast(attempt, failure);
    if (failure instanceof OutcomeUnknownException unknown) {
      attempt.doubt(unknown);
    }
    if (attempt.isInDoubt() && !lastAttempt) {
      inDoubt.add(attempt);
    } else {
      attempt.fail(failure);
    }
    ended();
  }

  /** Whether an attempt that failed is not tried again. */
  private boolean isLast(UpdateAttempt attempt, Throwable failure) {
    return closed || attempt.update().deadline().passed() || PermanentFailure.is(failure);
  }

  /** Counts an attempt whose outcome or failure is known; after the last one the round ends. */
  private void ended() {
    inFlight--;
    if (inFlight > 0) {
      return;
    }
    if (!inDoubt.isEmpty()) {
      List<UpdateAttempt> again = List.copyOf(inDoubt);
      inDoubt.clear();
      pause(again, () -> send(again));
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
