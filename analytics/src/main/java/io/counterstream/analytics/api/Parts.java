package io.counterstream.analytics.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.analytics.model.Alert;
import io.counterstream.analytics.model.WindowStats;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What one partition contributes to an answer; the form in which instances tell each other. */
final class Parts {
  private Parts() {}

  /** How an instance has a partition. */
  enum Role {
    /** It processes it. */
    ACTIVE,
    /** It has a copy of its state, which may be old. */
    STANDBY
  }

  /**
   * A partition's part of an answer.
   *
   * @param partition the partition
   * @param instance whose state it is
   * @param role how the instance has the partition
   * @param asOf when it was true
   * @param streamTime the newest event time; null before the first outcome
   * @param value the part
   */
  record Part(
      int partition,
      String instance,
      Role role,
      Instant asOf,
      Instant streamTime,
      JsonNode value) {}

  /** Parts of several partitions, and what the instance itself knows. */
  record Reply(List<Part> parts, LatencyPart latency) {}

  /** Latencies of outcomes that the instance saw. */
  record LatencyPart(LatencyRow recent, List<LatencyRow> seconds, int viewers) {}

  /** Latencies of a second; in milliseconds. */
  record LatencyRow(Instant start, int p50, int p99, int max) {}

  /** Counts and sums of a window. */
  record Stats(
      Instant start,
      long applied,
      long conflicts,
      Map<String, Long> reasons,
      BigInteger positive,
      BigInteger negative,
      Long first,
      Long last,
      Long least,
      Long greatest,
      boolean closed) {
    static Stats of(long startMillis, WindowStats stats, boolean closed) {
      boolean values = stats.applied() > 0;
      return new Stats(
          Instant.ofEpochMilli(startMillis),
          stats.applied(),
          stats.conflicts(),
          stats.reasons(),
          stats.positive(),
          stats.negative(),
          values ? stats.first() : null,
          values ? stats.last() : null,
          values ? stats.least() : null,
          values ? stats.greatest() : null,
          closed);
    }

    long rejected() {
      return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** All that a partition has seen. */
  record Overview(
      Stats totals,
      long late,
      long early,
      long malformed,
      long counters,
      Map<Alert.Type, Long> alerts,
      List<Stats> seconds) {}

  /** Candidates of a partition, and what it may miss. */
  record HotList(long errorMax, List<HotCounter> counters) {}

  /** A candidate, exact. */
  record HotCounter(String counter, long commands, long conflicts, BigInteger change, Long value) {}

  /** The candidates of a partition. */
  record Hot(HotList commands, HotList conflicts, HotList movers) {}

  /** Alerts of a partition, newest first, in the form of the API. */
  record Alerts(Map<Alert.Type, Long> counts, List<JsonNode> items) {}

  /** A node. */
  record Node(String name, BigInteger sum, long counters) {}

  /** A node, null if the partition has none, and nodes below it. */
  record Nodes(Node parent, List<Node> items) {}

  /** The state of a counter. */
  record State(String counter, long value, long version, boolean exists, Instant changedAt) {}

  /** States of counters. */
  record States(List<State> items) {}

  /** Nodes by their names; those that the partition does not have are missing. */
  record NamedNodes(List<Node> items) {}

  /** A counter, with what happened in the last 5, 60 and 1,440 minutes. */
  record Counter(State state, boolean severalLogs, List<Stats> periods) {}

  /** Windows of a counter. */
  record Windows(List<Stats> items) {}

  /** Where outcomes are, newest first. */
  record Places(List<Place> items) {}

  /** Where an outcome is. */
  record Place(String type, int partition, long offset) {}
}
