package io.counterstream.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or another end asked for from outside, while something is under way that should end in
 * good order. The process ends when this is closed, or a while after it was asked.
 */
public final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean idle;
  private final Thread hook = new Thread(this::ask, "interruption");

  private Interruption() {}

  /** Begins to look out for it. */
  public static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Whether the end was asked for. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits, but not beyond the moment when the end is asked for; whether it was. */
  public boolean await(Duration time) {
    try {
      return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * What comes next may take for ever, and everything is in order until it has come: the process
   * may end at once.
   */
  public void beginIdle() {
    idle = true;
  }

  /** It has come. */
  public void endIdle() {
    idle = false;
  }

  /** Everything is in order: the process may end. */
  @Override
  public void close() {
    closed.countDown();
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // It was asked for just now; the hook does not wait any more.
      }
    }
  }

  private void ask() {
    asked.countDown();
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!idle
          && System.nanoTime() < end
          && !closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        // Until then, there is something to put in order.
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
