package io.counterstream.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * All measurements of one run.
 *
 * @param rows the rows, in the order in which they were measured
 */
public record Results(List<Row> rows) {
  /** Copies the list. */
  public Results {
    rows = List.copyOf(rows);
  }

  /** Returns the median of a contender's first row in a scenario; empty if not measured. */
  public Optional<Double> median(
      String scenario, long tableLatencyMillis, String contender, Metric metric) {
    return of(scenario, tableLatencyMillis, contender).stream()
        .findFirst()
        .flatMap(row -> row.median(metric));
  }

  /** Returns the rows of a contender in a scenario, one for each size. */
  public List<Row> of(String scenario, long tableLatencyMillis, String contender) {
    return rows.stream()
        .filter(row -> row.scenario().equals(scenario)
            && row.tableLatencyMillis() == tableLatencyMillis
            && row.contender().equals(contender))
        .toList();
  }
}
