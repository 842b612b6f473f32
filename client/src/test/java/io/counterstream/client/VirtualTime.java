package io.counterstream.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A scheduler whose clock jumps to the time of the next task. */
final class VirtualTime implements Scheduler {
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::atNanos).thenComparing(Task::number));
  private long nowNanos;
  private long given;

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    Task next = new Task(nowNanos + delay.toNanos(), given++, task, new CompletableFuture<>());
    tasks.add(next);
    return next.handle();
  }

  @Override
  public long nanos() {
    return nowNanos;
  }

  /** Runs all tasks that are due before this moment, including those that they add. */
  void runUntil(Duration moment) {
    while (!tasks.isEmpty() && tasks.peek().atNanos() < moment.toNanos()) {
      Task next = tasks.poll();
      nowNanos = next.atNanos();
      if (!next.handle().isCancelled()) {
        next.task().run();
      }
    }
  }

  /** A task and its time; the handle cancels it. */
  private record Task(long atNanos, long number, Runnable task, CompletableFuture<?> handle) {}
}
