package io.counterstream.analytics.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The answers of the API; the schemas of {@code openapi.yaml} have the same names. */
final class Answers {
  private Answers() {}

  /** How fresh the part of a partition is. */
  record PartitionFreshness(
      int partition,
      String instance,
      String role,
      Instant asOf,
      long behindRecords,
      Duration behindMillis,
      Instant streamTime) {}

  /** How fresh an answer is. */
  record Freshness(
      Instant asOf,
      String instance,
      boolean complete,
      long behindRecords,
      Duration behindMillis,
      List<PartitionFreshness> partitions) {
    Freshness withoutPartitions() {
      return new Freshness(asOf, instance, complete, behindRecords, behindMillis, null);
    }
  }

  /** Columns of seconds. */
  record Seconds(
      List<Instant> start,
      List<Long> applied,
      List<Long> conflicts,
      List<Long> rejected,
      Map<String, List<Long>> reasons,
      List<BigInteger> positive,
      List<BigInteger> negative,
      List<Boolean> closed,
      List<Integer> latencyP50Millis,
      List<Integer> latencyP99Millis,
      List<Integer> latencyMaxMillis) {}

  /** Everything that was seen. */
  record Totals(
      long applied,
      long conflicts,
      long rejected,
      Map<String, Long> reasons,
      long late,
      long early,
      long malformed,
      long counters) {}

  /** Latencies; the fields are there even if they are null. */
  @JsonInclude
  record Latency(Integer p50Millis, Integer p99Millis, Integer maxMillis) {}

  /** The state of everything. */
  record Overview(
      Freshness freshness,
      Totals totals,
      Latency latency,
      Seconds seconds,
      Map<String, Long> alerts,
      int viewers) {}

  /** Outcomes by second. */
  record Rates(Freshness freshness, Seconds seconds) {}

  /** A counter of a list. */
  record HotCounter(
      String counter,
      long commands,
      long conflicts,
      double conflictRate,
      BigInteger change,
      Long value) {}

  /** A list, and what it may miss. */
  record HotList(long errorMax, List<HotCounter> items) {}

  /** Hot counters and movers. */
  record Hot(
      Freshness freshness,
      Instant from,
      Instant to,
      HotList commands,
      HotList conflicts,
      HotList conflictRate,
      HotList movers) {}

  /** The newest alerts. */
  record Alerts(Freshness freshness, Map<String, Long> counts, List<JsonNode> items) {}

  /** Nodes below a node. */
  record Rollups(Freshness freshness, Parts.Node parent, List<Parts.Node> items, String next) {}

  /** A page of counters. */
  record Counters(Freshness freshness, List<Parts.State> items, String next) {}

  /** A window, or a period of a counter. */
  record Window(
      Integer minutes,
      Instant start,
      Instant from,
      long applied,
      long conflicts,
      long rejected,
      Map<String, Long> reasons,
      BigInteger positive,
      BigInteger negative,
      Long first,
      Long last,
      Long least,
      Long greatest,
      Boolean closed) {
    static Window of(Parts.Stats stats) {
      return of(null, stats.start(), null, stats, stats.closed());
    }

    static Window period(int minutes, Parts.Stats stats) {
      return of(minutes, null, stats.start(), stats, null);
    }

    private static Window of(
        Integer minutes, Instant start, Instant from, Parts.Stats stats, Boolean closed) {
      return new Window(
          minutes,
          start,
          from,
          stats.applied(),
          stats.conflicts(),
          stats.rejected(),
          stats.reasons(),
          stats.positive(),
          stats.negative(),
          stats.first(),
          stats.last(),
          stats.least(),
          stats.greatest(),
          closed);
    }
  }

  /** A counter. */
  record Counter(
      Freshness freshness,
      String counter,
      long value,
      long version,
      boolean exists,
      Instant changedAt,
      int partition,
      boolean severalLogs,
      List<Window> periods,
      List<Parts.Node> rollups) {}

  /** The windows of a counter. */
  record Windows(
      Freshness freshness,
      String counter,
      String size,
      Instant from,
      Instant to,
      List<Window> items) {}

  /** The newest outcomes of a counter. */
  record Outcomes(Freshness freshness, String counter, List<JsonNode> items) {}

  /** Outcomes of the live tail. */
  record TailBatch(List<JsonNode> items, long skipped, boolean gap) {}

  /** What does not change. */
  record Info(
      String version,
      String instance,
      List<String> instances,
      String applicationId,
      Map<String, String> topics,
      int partitions,
      String separator,
      int rollupDepth,
      Duration graceMillis,
      Map<String, Duration> retentionMillis) {}

  /** Whether the instance works. */
  record Health(String status, String stream) {}

  /** Why there is no answer. */
  record Failure(String error, String message) {}
}
