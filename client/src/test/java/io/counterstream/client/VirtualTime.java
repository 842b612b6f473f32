package io.counterstream.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Tasks in the order of a clock that jumps from one to the next. */
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

  /** Runs everything that is due before this moment, and what that brings about. */
  void runUntil(Duration moment) {
    while (!tasks.isEmpty() && tasks.peek().atNanos() < moment.toNanos()) {
      Task next = tasks.poll();
      nowNanos = next.atNanos();
      if (!next.handle().isCancelled()) {
        next.task().run();
      }
    }
  }

  /** Something to do at a moment; the handle cancels it. */
  private record Task(long atNanos, long number, Runnable task, CompletableFuture<?> handle) {}
}
