package io.counterstream.benchmarks.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms of the figures under a steady load: a table and JSON. */
public final class SteadyReport {
  private static final String ROUND_TRIP = "round-trip";

  private SteadyReport() {}

  /** Returns the table, with ratios to {@code round-trip} in the same run. */
  public static String table(SteadyResults results) {
    List<String> head = new ArrayList<>(
        List.of("table +ms", "phase", "rate", "contender", "keeps up", "p50 ×", "p99 ×", "CPU ×"));
    for (SteadyFigure figure : SteadyFigure.values()) {
      head.add(figure.heading());
    }
    TextTable table = new TextTable(head);
    results.rows().forEach(row -> table.add(cells(row, results)));
    return table.text();
  }

  private static List<String> cells(SteadyRow row, SteadyResults results) {
    List<String> cells = new ArrayList<>(List.of(
        Long.toString(row.place().tableLatencyMillis()),
        row.place().phase().label(),
        Integer.toString(row.place().perSecond()),
        row.contender(),
        row.keepsUp() ? "yes" : "no",
        times(row, results, SteadyFigure.P50_MILLIS),
        times(row, results, SteadyFigure.P99_MILLIS),
        times(row, results, SteadyFigure.CPU_MILLIS)));
    for (SteadyFigure figure : SteadyFigure.values()) {
      cells.add(cell(row.figure(figure), figure.format()));
    }
    return cells;
  }

  private static String times(SteadyRow row, SteadyResults results, SteadyFigure figure) {
    return cell(results.times(row, ROUND_TRIP, figure), "%.2f");
  }

  private static String cell(Optional<Double> value, String format) {
    return value.map(number -> String.format(Locale.ROOT, format, number)).orElse("");
  }

  /** Returns an array with an object for each row; a figure that was not measured is null. */
  public static String json(SteadyResults results) {
    ArrayNode rows = JsonReport.array();
    for (SteadyRow row : results.rows()) {
      ObjectNode json = rows.addObject();
      json.put("tableLatencyMillis", row.place().tableLatencyMillis());
      json.put("phase", row.place().phase().label());
      json.put("rate", row.place().perSecond());
      json.put("contender", row.contender());
      json.put("keepsUp", row.keepsUp());
      for (SteadyFigure figure : SteadyFigure.values()) {
        json.put(figure.field(), row.figure(figure).map(JsonReport::rounded).orElse(null));
      }
    }
    return JsonReport.text(rows);
  }
}
