package io.counterstream.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or a signal while the command has something to complete first. The process ends when this
 * is closed, at the latest 10 s after the signal.
 */
public final class Interruption implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean idle;
  private final Thread hook = new Thread(this::ask, "interruption");

  private Interruption() {}

  /** Starts to watch for it. */
  public static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Returns whether the signal has come. */
  public boolean isAsked() {
    return asked.getCount() == 0;
  }

  /** Waits, at most until the signal comes; returns whether it has. */
  public boolean await(Duration time) {
    try {
      return asked.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Starts a wait without a limit in which nothing has to be completed: the process may end at
   * once.
   */
  public void beginIdle() {
    idle = true;
  }

  /** Ends that wait. */
  public void endIdle() {
    idle = false;
  }

  /** Lets the process end. */
  @Override
  public void close() {
    closed.countDown();
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException ending) {
        // The signal has just come; the hook no longer waits.
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
        // There is something to complete.
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
