package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/** An environment whose time passes when the test says so, whose timer never fires and
 * whose waits end at once. */
final class ManualClock implements Environment {
  private long nowNanos;

  void pass(Duration time) {
    nowNanos += time.toNanos();
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public RandomGenerator random() {
    return new SplittableRandom(1);
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    // A delayed request is never sent.
  }

  @Override
  public <T> T await(CompletableFuture<T> value, Duration timeout)
      throws ExecutionException, TimeoutException, InterruptedException {
    if (!value.isDone()) {
      throw new TimeoutException();
    }
    return value.get();
  }

  @Override
  public void close() {}
}
