package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.report.Event;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What {@code bench handover} measures, and for how long.
 *
 * @param events what happens to the instances
 * @param rates commands per second
 * @param contenders the contenders that are compared
 * @param warmUp how long two instances process commands before the event
 * @param after how long they are watched from the event on, at least
 * @param session after this time without a heartbeat, an instance loses its partitions
 * @param partitions the partitions of each topic
 * @param seed the seed of the commands
 */
record HandoverPlan(
    List<Event> events,
    List<Integer> rates,
    List<Contender> contenders,
    Duration warmUp,
    Duration after,
    Duration session,
    int partitions,
    long seed) {
  /** An instance is frozen for this much longer than its session lasts. */
  private static final Duration FROZEN_LONGER = Duration.ofSeconds(3);

  /** Checks the ranges. */
  HandoverPlan {
    if (rates.stream().anyMatch(rate -> rate < 1)) {
      throw new IllegalArgumentException("--rates must be 1 or more, were " + rates);
    }
    if (warmUp.isNegative() || after.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "--warm-up must be 0 or more and --seconds 1 or more, were " + warmUp.toSeconds()
              + " and " + after.toSeconds());
    }
    for (Contender contender : contenders) {
      if (!contender.isStreaming() || contender == Contender.PARALLEL_CONSUMER) {
        throw new IllegalArgumentException(
            "--contenders: " + contender.label() + " is no Kafka Streams application");
      }
    }
  }

  Duration frozen() {
    return session.plus(FROZEN_LONGER);
  }

  /** Returns a line about the machine and this plan, for those who quote the figures. */
  String text() {
    return String.format(
        Locale.ROOT,
        "%s; two instances, %d s of warm-up, at least %d s after the event; session timeout %d ms,"
            + " frozen for %d ms; zipf over %d counters, %d partitions, seed %d%n",
        Plan.machine(),
        warmUp.toSeconds(),
        after.toSeconds(),
        session.toMillis(),
        frozen().toMillis(),
        SteadyPlan.COUNTERS,
        partitions,
        seed);
  }
}
