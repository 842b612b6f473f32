package io.counterstream.processor.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whoever reads the log that the table doesn't do what it is asked, and that it does again: a
 * line now and then, however many counters wait. Thread-safe.
 */
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  /** Failures for less long are normal and not worth a line. */
  private static final Duration UNREMARKABLE = Duration.ofSeconds(1);

  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private volatile Optional<Instant> since = Optional.empty();
  private Instant nextLine = Instant.MIN;
  private long failures;

  /** A request failed, and none has succeeded since the last one that did. */
  synchronized void failed(Throwable cause) {
    Instant now = Instant.now();
    if (since.isEmpty()) {
      since = Optional.of(now);
      nextLine = now.plus(UNREMARKABLE);
      failures = 0;
    }
    failures++;
    if (now.isAfter(nextLine)) {
      nextLine = now.plus(BETWEEN_LINES);
      LOG.warn(
          "The table has done nothing for {} s, {} requests failed; they are sent again, commands"
              + " wait. Last: {}",
          Duration.between(since.get(), now).toSeconds(),
          failures,
          cause.toString());
    }
  }

  /** A request was answered. */
  void succeeded() {
    if (since.isPresent()) {
      end();
    }
  }

  private synchronized void end() {
    if (since.isPresent()) {
      Duration lasted = Duration.between(since.get(), Instant.now());
      since = Optional.empty();
      if (lasted.compareTo(UNREMARKABLE) > 0) {
        LOG.info("The table answers again, after {} s", lasted.toSeconds());
      }
    }
  }
}
