package io.counterstream.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All rows of one run, those that are compared next to each other.
 *
 * @param rows the rows
 */
public record SteadyResults(List<SteadyRow> rows) {
  /** Sorts the rows; contenders keep the order in which they were measured. */
  public SteadyResults {
    rows = rows.stream()
        .sorted(Comparator.comparingLong((SteadyRow row) -> row.place().tableLatencyMillis())
            .thenComparing(row -> row.place().phase())
            .thenComparingInt(row -> row.place().perSecond()))
        .toList();
  }

  /** Returns a figure of a contender; empty if it was not measured. */
  public Optional<Double> figure(SteadyRow.Place place, String contender, SteadyFigure figure) {
    return rows.stream()
        .filter(row -> row.place().equals(place) && row.contender().equals(contender))
        .findFirst()
        .flatMap(row -> row.figure(figure));
  }

  /** Returns a figure as a multiple of the same figure of another contender. */
  Optional<Double> times(SteadyRow row, String other, SteadyFigure figure) {
    return ratio(row.figure(figure), figure(row.place(), other, figure));
  }

  static Optional<Double> ratio(Optional<Double> figure, Optional<Double> to) {
    return figure.flatMap(value -> to.filter(base -> base > 0).map(base -> value / base));
  }
}
