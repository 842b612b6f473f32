package io.counterstream.processor.engine;

import io.counterstream.core.DecideOnce;
import io.counterstream.core.Limits;
import io.counterstream.core.Protocol;

/**
 * An engine's bounds and rules.
 *
 * @param limits the bounds of one counter's work
 * @param requestsInFlightMax the number of requests to the table in flight in this instance, 1 to
 *     4096
 * @param cacheBytesMax the estimated size of the counters in memory, over all partitions, 1 byte or
 *     more. The next command of an evicted counter may cost one more request
 * @param backoff the delays of failed requests
 * @param protocol the rules for delivered commands
 */
public record EngineSettings(
    Limits limits,
    int requestsInFlightMax,
    long cacheBytesMax,
    Backoff backoff,
    Protocol protocol) {
  /** The default bounds: 128 requests in flight, 64 MiB of counters. */
  public static final EngineSettings DEFAULT =
      new EngineSettings(Limits.DEFAULT, 128, 64L << 20, Backoff.DEFAULT, new DecideOnce());

  /** Checks the ranges. */
  public EngineSettings {
    if (requestsInFlightMax < 1 || requestsInFlightMax > 4096) {
      throw new IllegalArgumentException(
          "max.in.flight must be 1 to 4096 requests, was " + requestsInFlightMax);
    }
    if (cacheBytesMax < 1) {
      throw new IllegalArgumentException(
          "cache.bytes.max must be 1 or more bytes, was " + cacheBytesMax);
    }
  }
}
