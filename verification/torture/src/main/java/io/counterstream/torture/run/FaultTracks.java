package io.counterstream.torture.run;

import io.counterstream.torture.schedule.FaultTrack;
import io.counterstream.torture.schedule.PlannedFault;
import io.counterstream.torture.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A thread for each lane of a schedule, which runs the lane's faults one after the other.
 *
 * <p>After a fault a lane lets clients have some answers, before its next gap begins. So a slow
 * machine sees fewer faults, instead of one long standstill.
 */
final class FaultTracks {
  private static final long ANSWERS_BETWEEN = 200;
  private static final long ANSWERS_MILLIS_MAX = 45_000;
  private static final long POLL_MILLIS = 100;

  private final FaultActions actions;
  private final LongSupplier answered;
  private final long begunNanos = System.nanoTime();
  private final long endMillis;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private FaultTracks(FaultActions actions, LongSupplier answered, Duration duration) {
    this.actions = actions;
    this.answered = answered;
    this.endMillis = duration.toMillis();
  }

  /**
   * Begins now.
   *
   * @param answered how many commands are answered so far
   */
  static FaultTracks start(
      Schedule schedule, Duration duration, FaultActions actions, LongSupplier answered) {
    FaultTracks lanes = new FaultTracks(actions, answered, duration);
    for (FaultTrack lane : FaultTrack.values()) {
      List<PlannedFault> own = schedule.of(lane);
      Thread thread = new Thread(() -> lanes.run(own), "faults-" + lane);
      thread.setDaemon(true);
      thread.start();
      lanes.threads.add(thread);
    }
    return lanes;
  }

  private void run(List<PlannedFault> faults) {
    long lateMillis = 0;
    try {
      for (PlannedFault fault : faults) {
        Thread.sleep(Math.max(0, fault.startMillis() + lateMillis - elapsedMillis()));
        if (elapsedMillis() >= endMillis) {
          return;
        }
        actions.run(fault);
        if (fault.lane() != FaultTrack.DATA) {
          awaitAnswers();
        }
        // What follows keeps its distance.
        long plannedEndMillis = fault.startMillis() + fault.lastsMillis();
        lateMillis = Math.max(lateMillis, elapsedMillis() - plannedEndMillis);
      }
    } catch (InterruptedException | RuntimeException failed) {
      failure.compareAndSet(null, failed);
    }
  }

  private void awaitAnswers() throws InterruptedException {
    long wanted = answered.getAsLong() + ANSWERS_BETWEEN;
    long deadlineMillis = Math.min(endMillis, elapsedMillis() + ANSWERS_MILLIS_MAX);
    while (answered.getAsLong() < wanted && elapsedMillis() < deadlineMillis) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private long elapsedMillis() {
    return (System.nanoTime() - begunNanos) / 1_000_000;
  }

  /** How much of the time is left. */
  Duration left() {
    return Duration.ofMillis(Math.max(0, endMillis - elapsedMillis()));
  }

  /** Fails if a fault could not be done. */
  void check() {
    Optional.ofNullable(failure.get()).ifPresent(failed -> {
      throw new IllegalStateException("a fault could not be done: " + failed, failed);
    });
  }

  /** Waits until all faults are over. */
  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    check();
  }
}
