package io.counterstream.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A bar plot of throughput on a logarithmic scale, one group for each scenario and latency, with a
 * line from the minimum to the maximum. Written by hand: XChart would add AWT and its fonts.
 */
public final class SvgPlot {
  private static final int LEFT = 210;
  private static final int WIDTH = 620;
  private static final int BAR = 14;
  private static final int GAP = 12;
  private static final int HEAD = 48;

  private final StringBuilder svg = new StringBuilder();
  private final double decadeLeast;
  private final double decades;
  private int y = HEAD;

  private SvgPlot(List<Row> rows) {
    double least = rows.stream().mapToDouble(SvgPlot::throughput).min().orElse(1);
    double most = rows.stream().mapToDouble(SvgPlot::throughput).max().orElse(10);
    decadeLeast = Math.floor(Math.log10(least) - 0.3);
    decades = Math.max(1, Math.ceil(Math.log10(most) + 0.05) - decadeLeast);
  }

  /** Returns the plot of all rows that have a throughput. */
  public static String of(Results results) {
    List<Row> rows = results.rows().stream()
        .filter(row -> !row.scenario().equals("latency"))
        .filter(row -> row.median(Metric.COMMANDS_PER_SECOND).orElse(0.0) > 0)
        .toList();
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(
        row -> groups.computeIfAbsent(title(row), unused -> new ArrayList<>()).add(row));
    SvgPlot plot = new SvgPlot(rows);
    groups.forEach(plot::group);
    return plot.document();
  }

  private static String title(Row row) {
    return row.scenario()
        + (row.scenario().equals("growth")
            ? String.format(Locale.ROOT, " %,d", row.counters())
            : "")
        + (row.tableLatencyMillis() == 0 ? "" : ", " + row.tableLatencyMillis() + " ms");
  }

  private static double throughput(Row row) {
    return row.median(Metric.COMMANDS_PER_SECOND).orElseThrow();
  }

  private double x(double perSecond) {
    return LEFT + WIDTH * Math.max(0, Math.log10(perSecond) - decadeLeast) / decades;
  }

  private void group(String title, List<Row> rows) {
    element("<text x='8' y='%d' class='title'>%s</text>", y + BAR - 3, title);
    for (Row row : rows) {
      bar(row);
      y += BAR;
    }
    y += GAP;
  }

  private void bar(Row row) {
    Spread spread = row.spread(Metric.COMMANDS_PER_SECOND).orElseThrow();
    double end = x(spread.median());
    element(
        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
        LEFT, y + 1, end - LEFT, BAR - 2, SvgText.colour(row.contender()));
    element(
        "<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' class='spread'/>",
        x(spread.least()), x(spread.most()), y + BAR / 2, y + BAR / 2);
    element(
        "<text x='%.1f' y='%d'>%,.0f  %s</text>",
        Math.max(end, x(spread.most())) + 5, y + BAR - 3, spread.median(), row.contender());
  }

  private void element(String format, Object... values) {
    svg.append(SvgText.element(format, values));
  }

  private String document() {
    String bars = svg.toString();
    svg.setLength(0);
    for (int decade = 0; decade <= decades; decade++) {
      double at = x(Math.pow(10, decadeLeast + decade));
      element("<line x1='%.1f' x2='%.1f' y1='%d' y2='%d' class='grid'/>", at, at, HEAD - 8, y);
      element(
          "<text x='%.1f' y='%d' text-anchor='middle'>%,.0f</text>",
          at, HEAD - 12, Math.pow(10, decadeLeast + decade));
    }
    return SvgText.document(
        LEFT + WIDTH + 190,
        y,
        "Commands per second, committed outcomes; medians, and from the minimum to the maximum"
            + " repetition",
        svg + bars);
  }
}
