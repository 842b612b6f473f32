package io.counterstream.processor.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a stream thread waits for at the moment. Written by that thread, read by any.
 *
 * <p>Waits may be nested; the outermost one counts.
 */
public final class ThreadProgress {
  private final LongSupplier nanoClock;
  private volatile Optional<Current> current = Optional.empty();

  /** A wait that lasts. */
  record Current(Wait reason, long sinceNanos) {}

  /** Creates the progress of a thread that waits for nothing; the clock only rises. */
  public ThreadProgress(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  /** Calls what may block. */
  public <T> T during(Wait wait, Supplier<T> blocking) {
    if (current.isPresent()) {
      return blocking.get();
    }
    waits(wait);
    try {
      return blocking.get();
    } finally {
      continues();
    }
  }

  /** Calls what may block. */
  public void during(Wait wait, Runnable blocking) {
    during(wait, () -> {
      blocking.run();
      return true;
    });
  }

  /** The thread begins to wait; {@link #continues} must follow, whatever happens. */
  public void waits(Wait wait) {
    current = Optional.of(new Current(wait, nanoClock.getAsLong()));
  }

  /** The thread does not wait any more. */
  public void continues() {
    current = Optional.empty();
  }

  /** What the thread waits for; empty while it polls or works. */
  Optional<Current> current() {
    return current;
  }

  /** Abandons a wait that has lasted for longer than this. */
  void abandonAfter(Duration limit) {
    current
        .filter(wait -> nanoClock.getAsLong() - wait.sinceNanos() > limit.toNanos())
        .ifPresent(late -> late.reason().abandon().run());
  }
}
