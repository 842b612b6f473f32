package io.counterstream.processor.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs outages of a service: a line now and then while all requests fail, however many there are,
 * and one when the service responds again. Thread-safe.
 */
public final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private final String service;
  private final String consequence;
  private final Duration unremarkable;
  private final Duration betweenLines;
  private final Supplier<Instant> clock;
  private volatile Optional<Instant> since = Optional.empty();
  private Instant nextLine = Instant.MIN;
  private long failures;
  private boolean logged;

  /** Creates an outage log for the table; {@code clock} returns the present time. */
  OutageLog(Supplier<Instant> clock) {
    this(
        "The table",
        "requests failed and are sent again, commands wait",
        Duration.ofSeconds(1),
        Duration.ofSeconds(10),
        clock);
  }

  /**
   * Creates an outage log.
   *
   * @param service the service, as the subject of a sentence
   * @param consequence what a number of failures means, as the rest of a sentence
   * @param unremarkable outages up to this length are normal and not logged
   * @param betweenLines the time between two lines of one outage
   * @param clock returns the present time
   */
  public OutageLog(
      String service,
      String consequence,
      Duration unremarkable,
      Duration betweenLines,
      Supplier<Instant> clock) {
    this.service = service;
    this.consequence = consequence;
    this.unremarkable = unremarkable;
    this.betweenLines = betweenLines;
    this.clock = clock;
  }

  /** A request failed. */
  public synchronized void failed(Throwable cause) {
    Instant now = clock.get();
    if (since.isEmpty()) {
      since = Optional.of(now);
      nextLine = now.plus(unremarkable);
      failures = 0;
      logged = false;
    }
    failures++;
    if (!now.isBefore(nextLine)) {
      nextLine = now.plus(betweenLines);
      logged = true;
      LOG.warn(
          "{} has not responded for {} s; {} {}. Last failure: {}",
          service,
          Duration.between(since.get(), now).toSeconds(),
          failures,
          consequence,
          cause.toString());
    }
  }

  /** A request succeeded. */
  public void succeeded() {
    if (since.isPresent()) {
      end();
    }
  }

  private synchronized void end() {
    if (since.isPresent()) {
      Duration lasted = Duration.between(since.get(), clock.get());
      since = Optional.empty();
      if (logged) {
        LOG.info("{} responds again, after {} s", service, lasted.toSeconds());
      }
    }
  }
}
