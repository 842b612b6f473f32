package io.counterstream.analytics.api;

import io.counterstream.analytics.model.Alert;
import io.counterstream.analytics.model.WindowSpan;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Adds up the overviews of partitions. */
final class OverviewSum {
  private final Gathered gathered;
  private final List<Parts.Overview> parts;

  OverviewSum(Gathered gathered) {
    this.gathered = gathered;
    this.parts = gathered.values(Parts.Overview.class);
  }

  Answers.Overview overview(Instant from, Instant to, int viewers) {
    Map<String, Long> alerts = new TreeMap<>();
    for (Alert.Type type : Alert.Type.values()) {
      alerts.put(
          type.word(), parts.stream().mapToLong(part -> part.alerts().get(type)).sum());
    }
    return new Answers.Overview(
        gathered.freshness(), totals(), latency(), seconds(from, to), alerts, viewers);
  }

  private Answers.Totals totals() {
    Map<String, Long> reasons = new TreeMap<>();
    long[] sums = new long[6];
    for (Parts.Overview part : parts) {
      part.totals().reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
      sums[0] += part.totals().applied();
      sums[1] += part.totals().conflicts();
      sums[2] += part.late();
      sums[3] += part.early();
      sums[4] += part.malformed();
      sums[5] += part.counters();
    }
    long rejected = reasons.values().stream().mapToLong(Long::longValue).sum();
    return new Answers.Totals(
        sums[0], sums[1], rejected, reasons, sums[2], sums[3], sums[4], sums[5]);
  }

  /** Percentiles of several instances do not add up: the highest is shown. */
  private Answers.Latency latency() {
    List<Parts.LatencyRow> rows = gathered.latencies().stream()
        .map(Parts.LatencyPart::recent)
        .filter(row -> row != null)
        .toList();
    return rows.isEmpty()
        ? new Answers.Latency(null, null, null)
        : new Answers.Latency(
            rows.stream().mapToInt(Parts.LatencyRow::p50).max().orElseThrow(),
            rows.stream().mapToInt(Parts.LatencyRow::p99).max().orElseThrow(),
            rows.stream().mapToInt(Parts.LatencyRow::max).max().orElseThrow());
  }

  /** The columns of the seconds from {@code from} to {@code to}, exclusive. */
  Answers.Seconds seconds(Instant from, Instant to) {
    long first = from.toEpochMilli();
    int count = (int) Math.max(0, (to.toEpochMilli() - first) / WindowSpan.SECOND.millis());
    Columns columns = new Columns(first, count);
    for (Parts.Overview part : parts) {
      part.seconds().forEach(columns::add);
    }
    columns.close(gathered);
    gathered.latencies().forEach(part -> part.seconds().forEach(columns::add));
    return columns.seconds();
  }

  /** Columns that are being added up. */
  private static final class Columns {
    private final long first;
    private final long[][] counts;
    private final BigInteger[] positive;
    private final BigInteger[] negative;
    private final boolean[] open;
    private final Integer[][] latencies;
    private final Map<String, long[]> reasons = new TreeMap<>();

    Columns(long first, int count) {
      this.first = first;
      this.counts = new long[3][count];
      this.positive = new BigInteger[count];
      this.negative = new BigInteger[count];
      this.open = new boolean[count];
      this.latencies = new Integer[3][count];
      Arrays.fill(positive, BigInteger.ZERO);
      Arrays.fill(negative, BigInteger.ZERO);
    }

    private int rowOf(Instant start) {
      long row = Math.floorDiv(start.toEpochMilli() - first, WindowSpan.SECOND.millis());
      return row < 0 || row >= open.length ? -1 : (int) row;
    }

    void add(Parts.Stats stats) {
      int row = rowOf(stats.start());
      if (row >= 0) {
        counts[0][row] += stats.applied();
        counts[1][row] += stats.conflicts();
        counts[2][row] += stats.rejected();
        positive[row] = positive[row].add(stats.positive());
        negative[row] = negative[row].add(stats.negative());
        open[row] |= !stats.closed();
        stats
            .reasons()
            .forEach((reason, count) ->
                reasons.computeIfAbsent(reason, unseen -> new long[open.length])[row] += count);
      }
    }

    void add(Parts.LatencyRow latency) {
      int row = rowOf(latency.start());
      if (row >= 0) {
        raise(0, row, latency.p50());
        raise(1, row, latency.p99());
        raise(2, row, latency.max());
      }
    }

    private void raise(int column, int row, int millis) {
      Integer before = latencies[column][row];
      latencies[column][row] = before == null ? millis : Integer.valueOf(Math.max(before, millis));
    }

    /** A second without outcomes is closed only where stream time has passed it. */
    void close(Gathered gathered) {
      long slowest = gathered.asked().stream()
          .map(gathered.parts()::get)
          .mapToLong(part -> part == null || part.streamTime() == null
              ? Long.MIN_VALUE
              : part.streamTime().toEpochMilli())
          .min()
          .orElse(Long.MIN_VALUE);
      for (int row = 0; row < open.length; row++) {
        open[row] |= first + (row + 1) * WindowSpan.SECOND.millis() > slowest;
      }
    }

    Answers.Seconds seconds() {
      List<Instant> start = new ArrayList<>();
      List<Boolean> closed = new ArrayList<>();
      for (int row = 0; row < open.length; row++) {
        start.add(Instant.ofEpochMilli(first + row * WindowSpan.SECOND.millis()));
        closed.add(!open[row]);
      }
      Map<String, List<Long>> byReason = reasons.entrySet().stream()
          .collect(Collectors.toMap(
              Map.Entry::getKey, each -> boxed(each.getValue()), (a, b) -> a, TreeMap::new));
      return new Answers.Seconds(
          start,
          boxed(counts[0]),
          boxed(counts[1]),
          boxed(counts[2]),
          byReason,
          List.of(positive),
          List.of(negative),
          closed,
          Arrays.asList(latencies[0]),
          Arrays.asList(latencies[1]),
          Arrays.asList(latencies[2]));
    }

    private static List<Long> boxed(long[] column) {
      return Arrays.stream(column).boxed().toList();
    }
  }
}
