package io.counterstream.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The single thread that completes stages, runs what callers have attached to them, watches
 * deadlines and drives updates.
 */
final class SingleThreadScheduler implements Scheduler {
  private final ScheduledThreadPoolExecutor executor =
      new ScheduledThreadPoolExecutor(1, this::threadFor);
  private volatile Thread thread;

  SingleThreadScheduler() {
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
   * Throws if the calling thread is the scheduler's: it would wait for what only itself can do.
   *
   * @throws IllegalStateException use {@code thenApplyAsync} or the like instead
   */
  void requireOtherThread() {
    if (Thread.currentThread() == thread) {
      throw new IllegalStateException("a stage's continuation runs on the thread that completes all"
          + " stages, so it must not wait for another outcome: attach it with thenApplyAsync or the"
          + " like, or use send and update");
    }
  }

  /** Runs the tasks that are due, then stops. */
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
    } catch (RuntimeException | Error bug) {
      // The executor would keep it to itself.
      Thread current = Thread.currentThread();
      current.getUncaughtExceptionHandler().uncaughtException(current, bug);
    }
  }
}
