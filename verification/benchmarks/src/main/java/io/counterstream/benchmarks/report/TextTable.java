package io.counterstream.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tables in Markdown that can be read as they are, too. */
public final class TextTable {
  private final List<List<String>> lines = new ArrayList<>();

  private TextTable(List<String> head) {
    lines.add(head);
  }

  /** The figures: medians, and of the throughput how far the repetitions lie from it. */
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
    results.rows().forEach(row -> table.lines.add(cells(row)));
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

  /** The goals of which something was measured, whether they are met, and how many others are. */
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

  private static String format(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int columns = lines.get(0).size();
    for (int line = 0; line < lines.size(); line++) {
      for (int column = 0; column < columns; column++) {
        String cell = lines.get(line).get(column);
        text.append("| ").append(cell).append(" ".repeat(width(column) - cell.length() + 1));
      }
      text.append("|\n");
      if (line == 0) {
        for (int column = 0; column < columns; column++) {
          text.append("| ").append("-".repeat(width(column))).append(' ');
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private int width(int column) {
    return Math.max(
        3, lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0));
  }
}
