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
 * Runs the faults of a schedule, each track on a thread of its own.
 *
 * <p>After a fault a track waits for some outcomes before its next pause starts, so that a slow
 * machine gets fewer faults instead of a standstill.
 */
final class FaultTracks {
  private static final long OUTCOMES_BETWEEN = 200;
  private static final long OUTCOMES_MILLIS_MAX = 45_000;
  private static final long POLL_MILLIS = 100;

  private final FaultActions actions;
  private final LongSupplier outcomes;
  private final long startNanos = System.nanoTime();
  private final long endMillis;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  private FaultTracks(FaultActions actions, LongSupplier outcomes, Duration duration) {
    this.actions = actions;
    this.outcomes = outcomes;
    this.endMillis = duration.toMillis();
  }

  /**
   * Starts all tracks.
   *
   * @param outcomes returns the number of outcomes received so far
   */
  static FaultTracks start(
      Schedule schedule, Duration duration, FaultActions actions, LongSupplier outcomes) {
    FaultTracks tracks = new FaultTracks(actions, outcomes, duration);
    for (FaultTrack track : FaultTrack.values()) {
      List<PlannedFault> own = schedule.of(track);
      Thread thread = new Thread(() -> tracks.run(own), "faults-" + track);
      thread.setDaemon(true);
      thread.start();
      tracks.threads.add(thread);
    }
    return tracks;
  }

  private void run(List<PlannedFault> faults) {
    long lateMillis = 0;
    try {
      for (PlannedFault fault : faults) {
        Thread.sleep(Math.max(0, fault.startMillis() + lateMillis - elapsedMillis()));
        actions.run(fault, () -> elapsedMillis() < endMillis);
        if (elapsedMillis() >= endMillis) {
          return;
        }
        if (fault.track() != FaultTrack.DATA) {
          awaitOutcomes();
        }
        // The faults after it keep their distance.
        long plannedEndMillis = fault.startMillis() + fault.lastsMillis();
        lateMillis = Math.max(lateMillis, elapsedMillis() - plannedEndMillis);
      }
    } catch (InterruptedException | RuntimeException failed) {
      failure.compareAndSet(null, failed);
    }
  }

  private void awaitOutcomes() throws InterruptedException {
    long wanted = outcomes.getAsLong() + OUTCOMES_BETWEEN;
    long deadlineMillis = Math.min(endMillis, elapsedMillis() + OUTCOMES_MILLIS_MAX);
    while (outcomes.getAsLong() < wanted && elapsedMillis() < deadlineMillis) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  private long elapsedMillis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }

  /** Returns how much of the duration is left. */
  Duration left() {
    return Duration.ofMillis(Math.max(0, endMillis - elapsedMillis()));
  }

  /** Throws if a fault could not be injected. */
  void check() {
    Optional.ofNullable(failure.get()).ifPresent(failed -> {
      throw new IllegalStateException("a fault could not be injected: " + failed, failed);
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
