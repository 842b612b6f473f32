package io.counterstream.processor.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs outages of the table: a line every ten seconds while all requests fail, however many there
 * are, and one when the table responds again. Thread-safe.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  /** Shorter outages are normal and not logged. */
  private static final Duration UNREMARKABLE = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final Supplier<Instant> clock;
  private volatile Optional<Instant> since = Optional.empty();
  private Instant nextLine = Instant.MIN;
  private long failures;

  /** Creates an outage log; {@code clock} returns the present time. */
  Outage(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** A request failed. */
  synchronized void failed(Throwable cause) {
    Instant now = clock.get();
    if (since.isEmpty()) {
      since = Optional.of(now);
      nextLine = now.plus(UNREMARKABLE);
      failures = 0;
    }
    failures++;
    if (now.isAfter(nextLine)) {
      nextLine = now.plus(BETWEEN_LINES);
      LOG.warn(
          "The table has not responded for {} s; {} requests failed and are sent again, commands"
              + " wait. Last failure: {}",
          Duration.between(since.get(), now).toSeconds(),
          failures,
          cause.toString());
    }
  }

  /** A request succeeded. */
  void succeeded() {
    if (since.isPresent()) {
      end();
    }
  }

  private synchronized void end() {
    if (since.isPresent()) {
      Duration lasted = Duration.between(since.get(), clock.get());
      since = Optional.empty();
      if (lasted.compareTo(UNREMARKABLE) > 0) {
        LOG.info("The table responds again, after {} s", lasted.toSeconds());
      }
    }
  }
}
