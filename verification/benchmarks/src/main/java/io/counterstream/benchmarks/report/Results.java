package io.counterstream.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * Everything that one run measured.
 *
 * @param rows in the order in which they were measured
 */
public record Results(List<Row> rows) {
  /** Copies the list. */
  public Results {
    rows = List.copyOf(rows);
  }

  /** A median, where a contender has one row in a scenario; empty if it was not measured. */
  public Optional<Double> median(
      String scenario, long tableLatencyMillis, String contender, Metric metric) {
    return of(scenario, tableLatencyMillis, contender).stream()
        .findFirst()
        .flatMap(row -> row.median(metric));
  }

  /** The rows of a contender in a scenario; several if it was measured with several sizes. */
  public List<Row> of(String scenario, long tableLatencyMillis, String contender) {
    return rows.stream()
        .filter(row -> row.scenario().equals(scenario)
            && row.tableLatencyMillis() == tableLatencyMillis
            && row.contender().equals(contender))
        .toList();
  }
}
