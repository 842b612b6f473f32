package io.counterstream.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tables in Markdown with aligned columns. */
public final class TextTable {
  private final List<List<String>> lines = new ArrayList<>();

  /** Starts a table with these headings. */
  TextTable(List<String> head) {
    lines.add(head);
  }

  /** Adds a row. */
  void add(List<String> cells) {
    lines.add(cells);
  }

  /** Returns the table of medians, with the relative spread of the throughput. */
  public static String of(Results results) {
    TextTable table = new TextTable(List.of(
        "scenario",
        "counters",
        "table +ms",
        "contender",
        "commands/s",
        "±",
        "p50 ms",
        "p99 ms",
        "requests/cmd",
        "of them reads",
        "write units/cmd",
        "CPU µs/cmd",
        "machine",
        "heap MB"));
    results.rows().forEach(row -> table.add(cells(row)));
    return table.text();
  }

  private static List<String> cells(Row row) {
    return List.of(
        row.scenario(),
        row.counters() == Integer.MAX_VALUE ? "∞" : Long.toString(row.counters()),
        Long.toString(row.tableLatencyMillis()),
        row.contender(),
        cell(row, Metric.COMMANDS_PER_SECOND, "%,.0f"),
        row.spread(Metric.COMMANDS_PER_SECOND)
            .map(spread -> format("%.0f %%", 100 * spread.relative()))
            .orElse(""),
        cell(row, Metric.P50_MILLIS, "%.1f"),
        cell(row, Metric.P99_MILLIS, "%.1f"),
        cell(row, Metric.TABLE_REQUESTS, "%.4f"),
        cell(row, Metric.TABLE_READS, "%.4f"),
        cell(row, Metric.WRITE_UNITS, "%.4f"),
        cell(row, Metric.CPU_MICROS, "%.0f"),
        row.median(Metric.MACHINE_LOAD)
            .map(load -> format("%.0f %%", 100 * load))
            .orElse(""),
        cell(row, Metric.HEAP_MEGABYTES, "%.0f"));
  }

  private static String cell(Row row, Metric metric, String format) {
    Optional<Double> median = row.median(metric);
    return median.map(value -> format(format, value)).orElse("");
  }

  /** Returns the table of the goals that were measured, and the number of the others. */
  public static String of(List<Goal> goals) {
    TextTable table = new TextTable(List.of("goal", "wanted", "measured", "met", "note"));
    for (Goal goal : goals) {
      goal.measured()
          .ifPresent(measured -> table.lines.add(List.of(
              goal.what(),
              (goal.bound() == Goal.Bound.AT_LEAST ? "at least " : "at most ")
                  + plain(goal.wanted()),
              plain(measured),
              goal.isMet().map(met -> met ? "yes" : "no").orElse(""),
              goal.note())));
    }
    int measured = table.lines.size() - 1;
    String rest = "of " + goals.size() + " goals " + (goals.size() - measured)
        + " were not measured: other scenarios, other contenders, or too few commands to time\n";
    return (measured == 0 ? "" : table.text()) + (measured == goals.size() ? "" : rest);
  }

  private static String plain(double value) {
    return value >= 100 || value == Math.rint(value)
        ? format("%.0f", value)
        : format(value < 0.1 ? "%.4f" : "%.3f", value);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Returns the table. */
  String text() {
    StringBuilder format = new StringBuilder();
    StringBuilder rule = new StringBuilder();
    for (int i = 0; i < lines.get(0).size(); i++) {
      int column = i;
      int width = Math.max(
          3, lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0));
      format.append("| %-").append(width).append("s ");
      rule.append("| ").append("-".repeat(width)).append(' ');
    }
    List<String> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(format(format.toString(), line.toArray()) + "|\n"));
    rows.add(1, rule + "|\n");
    return String.join("", rows);
  }
}
