package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;

/** An environment whose time passes when the test says so, without a timer. */
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
    throw new UnsupportedOperationException("no timer");
  }

  @Override
  public <T> T await(CompletableFuture<T> value, Duration timeout)
      throws ExecutionException, InterruptedException {
    return value.get();
  }

  @Override
  public void close() {}
}
