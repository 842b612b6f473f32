package io.counterstream.client;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Runs tasks one at a time; those that are due, in the order in which they were submitted. */
interface Scheduler extends Executor {
  /** Runs a task after a delay, unless the returned future is cancelled before. */
  Future<?> after(Duration delay, Runnable task);

  /** The time as in {@link System#nanoTime()}. */
  long nanos();

  @Override
  default void execute(Runnable task) {
    after(Duration.ZERO, task);
  }
}
