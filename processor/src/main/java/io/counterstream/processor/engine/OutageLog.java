package io.counterstream.processor.engine;

import io.counterstream.contract.failure.Causes;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
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
  private final LongSupplier nanoClock;
  private volatile Optional<Long> since = Optional.empty();
  private long nextLineNanos;
  private long failures;
  private boolean logged;

  /** Creates an outage log for the table; the clock only rises. */
  OutageLog(LongSupplier nanoClock) {
    this(
        "The table",
        "requests failed and are sent again, commands wait",
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        nanoClock);
  }

  /**
   * Creates an outage log.
   *
   * @param service the service, as the subject of a sentence
   * @param consequence what a number of failures means, as the rest of a sentence
   * @param unremarkable outages up to this length are normal and not logged
   * @param betweenLines the time between two lines of one outage
   * @param nanoClock a time that only rises, in nanoseconds: a clock that is set back must not
   *     silence the log
   */
  public OutageLog(
      String service,
      String consequence,
      Duration unremarkable,
      Duration betweenLines,
      LongSupplier nanoClock) {
    this.service = service;
    this.consequence = consequence;
    this.unremarkable = unremarkable;
    this.betweenLines = betweenLines;
    this.nanoClock = nanoClock;
  }

  /** Whether all requests have failed for this time or longer. */
  boolean hasLasted(Duration time) {
    Optional<Long> began = since;
    return began.isPresent() && nanoClock.getAsLong() - began.get() >= time.toNanos();
  }

  /** A request failed. */
  public synchronized void failed(Throwable cause) {
    long now = nanoClock.getAsLong();
    if (since.isEmpty()) {
      since = Optional.of(now);
      nextLineNanos = now + unremarkable.toNanos();
      failures = 0;
      logged = false;
    }
    failures++;
    if (now - nextLineNanos >= 0) {
      nextLineNanos = now + betweenLines.toNanos();
      logged = true;
      LOG.warn(
          "{} has not responded for {} s; {} {}. Last failure: {}",
          service,
          Duration.ofNanos(now - since.get()).toSeconds(),
          failures,
          consequence,
          Causes.explain(cause));
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
      Duration lasted = Duration.ofNanos(nanoClock.getAsLong() - since.get());
      since = Optional.empty();
      if (logged) {
        LOG.info("{} responds again, after {} s", service, lasted.toSeconds());
      }
    }
  }
}
