package io.counterstream.processor.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Everything of a processor that depends on time and chance: its clock, timer, waits and random
 * numbers. A simulation replaces it. Thread-safe.
 */
public interface Environment extends AutoCloseable {
  /** The clock, the timer and the random numbers of this JVM. */
  static Environment ofThisJvm() {
    return new JvmEnvironment();
  }

  /** A time that only rises, in nanoseconds from an arbitrary start. */
  long nanoTime();

  /** The random numbers. Used by one thread at a time. */
  RandomGenerator random();

  /** Runs a task after a delay, on the timer's thread, unless this is closed before. */
  void schedule(Duration delay, Runnable task);

  /**
   * Blocks the calling thread until a value is there.
   *
   * @param timeout the time to wait at most
   * @throws ExecutionException if the value completes with an exception
   * @throws TimeoutException if the value is not there in time
   * @throws InterruptedException if the thread is interrupted
   */
  <T> T await(CompletableFuture<T> value, Duration timeout)
      throws ExecutionException, TimeoutException, InterruptedException;

  /** Drops the tasks that are scheduled. */
  @Override
  void close();
}
