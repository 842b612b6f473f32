package io.counterstream.processor.engine;

import io.counterstream.contract.failure.Causes;
import io.counterstream.core.LogSource;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The failures of requests to the table: of all of them, which is an outage, and of one counter's
 * while others succeed. Thread-safe.
 *
 * <p>A counter's failures are counted over its tasks: a task that is given up for a request that
 * fails, and starts again with the same request, has not begun a new series. The log has a line
 * when a series has lasted for ten seconds, one a minute, and one when no counter fails any more.
 */
final class RequestFailures {
  private static final Logger LOG = LoggerFactory.getLogger(RequestFailures.class);

  /** A shorter series is normal and not logged. */
  private static final Duration REMARKABLE = Duration.ofSeconds(10);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(60);

  /** A series without a failure for so long has ended: another instance has the counter now. */
  private static final Duration FORGOTTEN = Duration.ofSeconds(60);

  private static final int COUNTERS_MAX = 1000;
  private static final int COUNTERS_NAMED = 3;
  private static final int REASON_CHARACTERS_MAX = 300;

  private final LongSupplier nanoClock;
  private final OutageLog outage;
  private final Map<Counter, Series> failing = new ConcurrentHashMap<>();
  private volatile Optional<Long> lastLineNanos = Optional.empty();

  /** When the last outage ended that would explain the failures of a counter. */
  private volatile long outageEndedNanos;

  private volatile long nextLookNanos;

  /** A counter, as one log sees it. */
  record Counter(LogSource log, String name) {}

  /** Failures of one counter's requests without a success in between. */
  private record Series(
      Counter counter, int failures, long firstNanos, long lastNanos, String reason) {
    Series and(Series next) {
      return new Series(counter, failures + 1, firstNanos, next.lastNanos, next.reason);
    }

    Duration lasted(long nowNanos) {
      return Duration.ofNanos(nowNanos - firstNanos);
    }

    boolean isForgotten(long nowNanos) {
      return nowNanos - lastNanos > FORGOTTEN.toNanos();
    }

    String text(long nowNanos) {
      return "counter " + counter.name() + " (" + failures + " failures in "
          + lasted(nowNanos).toSeconds() + " s, last: " + reason + ")";
    }
  }

  /** Creates it without failures; the clock only rises. */
  RequestFailures(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.outage = new OutageLog(nanoClock);
    this.outageEndedNanos = nanoClock.getAsLong();
    this.nextLookNanos = outageEndedNanos;
  }

  /** The table responded to a request. */
  void succeeded(TableRequest<?> request) {
    tableResponded();
    if (!failing.isEmpty()
        && failing.remove(request.counter()) != null
        && lastLineNanos.isPresent()) {
      log();
    }
  }

  /** The table responded, so there is no outage. */
  void tableResponded() {
    if (outage.hasLasted(REMARKABLE)) {
      outageEndedNanos = nanoClock.getAsLong();
    }
    outage.succeeded();
  }

  /** Whether a request failed, and none has succeeded since. */
  boolean isNothingSucceeding() {
    return outage.hasLasted(Duration.ZERO);
  }

  /** The table did not respond to a request, or was too busy. */
  void failed(TableRequest<?> request, Throwable cause) {
    outage.failed(cause);
    long now = nanoClock.getAsLong();
    Counter counter = request.counter();
    if (failing.size() < COUNTERS_MAX || failing.containsKey(counter)) {
      failing.merge(counter, new Series(counter, 1, now, now, reason(cause)), Series::and);
    }
    if (now - nextLookNanos >= 0) {
      nextLookNanos = now + BETWEEN_LOOKS.toNanos();
      log();
    }
  }

  private static String reason(Throwable cause) {
    String text = Causes.explain(cause);
    return text.length() > REASON_CHARACTERS_MAX
        ? text.substring(0, REASON_CHARACTERS_MAX) + "…"
        : text;
  }

  /** What a counter's commands wait for, as a phrase. */
  String waitsFor(Counter counter) {
    return Optional.ofNullable(failing.get(counter))
        .map(series -> "the table: its requests fail for " + series.text(nanoClock.getAsLong()))
        .orElse("the table to respond for counter " + counter.name());
  }

  /** How a counter's requests have failed for long while those of others succeed. */
  Optional<String> failsAlone(Counter counter) {
    long now = nanoClock.getAsLong();
    return Optional.ofNullable(failing.get(counter))
        .filter(series -> isRemarkable(series, now) && !outage.hasLasted(REMARKABLE))
        .map(series -> series.text(now));
  }

  private boolean isRemarkable(Series series, long now) {
    return now - Math.max(series.firstNanos(), outageEndedNanos) >= REMARKABLE.toNanos();
  }

  /** The counters whose requests have failed for ten seconds or more, the longest first. */
  private List<Series> remarkable(long now) {
    failing.values().removeIf(series -> series.isForgotten(now));
    return failing.values().stream()
        .filter(series -> isRemarkable(series, now))
        .sorted(Comparator.comparing(Series::firstNanos))
        .toList();
  }

  /** The number of counters whose requests have failed for ten seconds or more. */
  int counters() {
    return remarkable(nanoClock.getAsLong()).size();
  }

  private synchronized void log() {
    long now = nanoClock.getAsLong();
    List<Series> series = remarkable(now);
    if (series.isEmpty()) {
      lastLineNanos.ifPresent(line -> LOG.info("The requests of every counter succeed again"));
      lastLineNanos = Optional.empty();
    } else if (!outage.hasLasted(REMARKABLE) && isLineDue(now)) {
      lastLineNanos = Optional.of(now);
      LOG.warn(
          "Requests to the table fail for {} while those for other counters succeed",
          text(series, now));
    }
  }

  private boolean isLineDue(long now) {
    return lastLineNanos.isEmpty() || now - lastLineNanos.get() >= BETWEEN_LINES.toNanos();
  }

  private static String text(List<Series> series, long now) {
    String named = series.stream()
        .limit(COUNTERS_NAMED)
        .map(each -> each.text(now))
        .collect(Collectors.joining(", "));
    int others = series.size() - COUNTERS_NAMED;
    return others > 0 ? named + " and " + others + " other counters" : named;
  }
}
