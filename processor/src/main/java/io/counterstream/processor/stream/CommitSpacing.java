package io.counterstream.processor.stream;

import io.counterstream.processor.engine.Environment;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides when a thread that has processed every polled record commits: at once, unless it has just
 * committed. A commit costs about the same for one outcome and for a hundred, so commits begin at
 * least {@link #BETWEEN_COMMITS} apart and take at most half of the thread's time. The next poll
 * returns in time for a commit that waits. Used by one stream thread.
 */
final class CommitSpacing {
  /** The shortest time from the beginning of one commit to that of the next. */
  static final Duration BETWEEN_COMMITS = Duration.ofMillis(10);

  /** The longest time from the end of one commit to the beginning of the next. */
  static final Duration AFTER_A_COMMIT_MAX = Duration.ofMillis(100);

  private final Environment environment;

  /** Requests the commit that waits. */
  private Optional<Runnable> waiting = Optional.empty();

  /** When the commit began that was requested last, until it ends. */
  private Optional<Long> beganNanos = Optional.empty();

  private long nextNanos;

  CommitSpacing(Environment environment) {
    this.environment = environment;
    this.nextNanos = environment.nanoTime();
  }

  /** Every polled record is processed: requests a commit, now or when it is due. */
  void drained(Runnable request) {
    waiting = Optional.of(request);
    requestIfDue();
  }

  /** How long a poll may wait for records. */
  Duration pollMax(Duration timeout) {
    if (waiting.isEmpty()) {
      return timeout;
    }
    Duration left = Duration.ofNanos(Math.max(0, nextNanos - environment.nanoTime()));
    return left.compareTo(timeout) < 0 ? left : timeout;
  }

  /** Requests the commit that waits, if it is due. Called after a poll. */
  void requestIfDue() {
    long now = environment.nanoTime();
    if (waiting.isPresent() && now - nextNanos >= 0) {
      beganNanos = Optional.of(now);
      waiting.get().run();
      waiting = Optional.empty();
    }
  }

  /** A commit of this thread's tasks has ended, requested or not. */
  void ended() {
    long now = environment.nanoTime();
    long took = beganNanos.map(began -> now - began).orElse(0L);
    // A rebalance or an outage may have been part of it.
    long after = Math.min(took, AFTER_A_COMMIT_MAX.toNanos());
    nextNanos = now + Math.max(after, BETWEEN_COMMITS.toNanos() - took);
    beganNanos = Optional.empty();
    waiting = Optional.empty();
  }
}
