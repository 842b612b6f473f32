package io.counterstream.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that completes stages, runs what callers have attached to them, watches deadlines
 * and drives updates. Work that is due runs in the order in which it was given.
 */
final class Worker implements Scheduler {
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, this::threadFor);
  private volatile Thread thread;

  Worker() {
    executor.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    return executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /**
   * Throws if the calling thread is this worker's: what it wants to wait for would never come.
   *
   * @throws IllegalStateException use {@code thenApplyAsync} or the like instead
   */
  void refuseToWaitHere() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a stage's continuation runs on the thread that completes all"
          + " stages, so it must not wait for another outcome: attach it with thenApplyAsync or the"
          + " like, or use send and update");
    }
  }

  /** Runs what is due, then stops. */
  void close(Duration patience) {
    CountDownLatch done = new CountDownLatch(1);
    execute(done::countDown);
    try {
      done.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow();
  }

  private Thread threadFor(Runnable loop) {
    thread = new Thread(loop, "counterstream-client");
    thread.setDaemon(true);
    return thread;
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      Thread current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, bug);
    }
  }
}
