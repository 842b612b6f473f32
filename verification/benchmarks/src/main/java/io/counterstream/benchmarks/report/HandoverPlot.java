package io.counterstream.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A bar for each contender at each event: the longest time without an outcome, of the partition
 * where it was longest, with a line at the median partition.
 */
public final class HandoverPlot {
  private static final int LEFT = 150;
  private static final int WIDTH = 560;
  private static final int BAR = 14;
  private static final int GAP = 12;
  private static final int HEAD = 48;
  private static final double[] STEPS = {100, 250, 500, 1000, 2500, 5000, 10_000};
  private static final int LINES_MAX = 8;

  private final StringBuilder svg = new StringBuilder();
  private final double mostMillis;
  private int y = HEAD;

  private HandoverPlot(HandoverResults results) {
    mostMillis =
        results.rows().stream().mapToDouble(HandoverRow::longestMillis).max().orElse(STEPS[0]);
  }

  /** Returns the plot of all rows. */
  public static String of(HandoverResults results) {
    Map<String, List<HandoverRow>> groups = new LinkedHashMap<>();
    results
        .rows()
        .forEach(row -> groups
            .computeIfAbsent(
                String.format(Locale.ROOT, "%s, %,d/s", row.event().label(), row.perSecond()),
                unused -> new ArrayList<>())
            .add(row));
    HandoverPlot plot = new HandoverPlot(results);
    groups.forEach(plot::group);
    return SvgText.document(
        LEFT + WIDTH + 220,
        plot.y,
        "Longest time without an outcome in ms, of the partition where it was longest;"
            + " the mark is the median partition",
        plot.grid() + plot.svg);
  }

  private void group(String title, List<HandoverRow> rows) {
    add("<text x='8' y='%d' class='title'>%s</text>", y + BAR - 3, title);
    for (HandoverRow row : rows) {
      double end = x(row.longestMillis());
      add(
          "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
          LEFT, y + 1, end - LEFT, BAR - 2, SvgText.colour(row.contender()));
      add(
          "<line x1='%1$.1f' x2='%1$.1f' y1='%2$d' y2='%3$d' class='spread'/>",
          x(row.medianMillis()), y, y + BAR);
      add(
          "<text x='%.1f' y='%d'>%,.0f  %s</text>",
          end + 5, y + BAR - 3, row.longestMillis(), row.contender());
      y += BAR;
    }
    y += GAP;
  }

  private String grid() {
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) {
      step = mostMillis / STEPS[i] <= LINES_MAX ? STEPS[i] : step;
    }
    StringBuilder grid = new StringBuilder();
    for (double millis = 0; millis <= mostMillis; millis += step) {
      grid.append(SvgText.element(
          "<line x1='%1$.1f' x2='%1$.1f' y1='%2$d' y2='%3$d' class='grid'/>",
          x(millis), HEAD - 8, y));
      grid.append(SvgText.element(
          "<text x='%.1f' y='%d' text-anchor='middle'>%,.0f</text>", x(millis), HEAD - 12, millis));
    }
    return grid.toString();
  }

  private double x(double millis) {
    return LEFT + WIDTH * millis / mostMillis;
  }

  private void add(String format, Object... values) {
    svg.append(SvgText.element(format, values));
  }
}
