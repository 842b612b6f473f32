package io.counterstream.processor.engine;

import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.core.Protocol;

/**
 * What an engine may use, and how it judges.
 *
 * @param limits the bounds of one counter's work
 * @param requestsInFlightMax requests to the table under way at once in this instance, 1 to 4096
 * @param countersCachedMax counters to remember in all, 1 or more; a forgotten one may cost
 *     a request more when its next command comes
 * @param backoff between repetitions of a request
 * @param protocol how delivered commands are judged
 */
public record EngineSettings(
    Limits limits,
    int requestsInFlightMax,
    int countersCachedMax,
    Backoff backoff,
    Protocol protocol) {
  /** The default bounds: 128 requests in flight, 100,000 counters. */
  public static final EngineSettings DEFAULT =
      new EngineSettings(Limits.DEFAULT, 128, 100_000, Backoff.DEFAULT, new DecideOnce());

  /** Checks the ranges. */
  public EngineSettings {
    if (requestsInFlightMax < 1 || requestsInFlightMax > 4096) {
      throw new IllegalArgumentException(
          "max.in.flight must be 1 to 4096 requests, was " + requestsInFlightMax);
    }
    if (countersCachedMax < 1) {
      throw new IllegalArgumentException(
          "counters.cached.max must be 1 or more counters, was " + countersCachedMax);
    }
  }
}
