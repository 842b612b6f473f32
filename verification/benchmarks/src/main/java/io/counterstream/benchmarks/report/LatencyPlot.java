package io.counterstream.benchmarks.report;

import io.counterstream.benchmarks.report.SteadyRow.Phase;
import io.counterstream.benchmarks.report.SteadyRow.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A plot of latency over rate: a panel for each latency of the table and each phase, a solid line
 * for the median and a dashed one for the 99th percentile of each contender.
 */
public final class LatencyPlot {
  private static final int WIDTH = 380;
  private static final int HEIGHT = 240;
  private static final int LEFT = 60;
  private static final int TOP = 70;
  private static final int GAP = 70;
  private static final List<SteadyFigure> FIGURES =
      List.of(SteadyFigure.P50_MILLIS, SteadyFigure.P99_MILLIS);

  private final SteadyResults results;
  private final List<Integer> rates;
  private final double least;
  private final double decades;
  private final StringBuilder svg = new StringBuilder();
  private int left;
  private int top;

  private LatencyPlot(SteadyResults results) {
    this.results = results;
    rates = results.rows().stream()
        .map(row -> row.place().perSecond())
        .filter(rate -> rate > 0)
        .distinct()
        .sorted()
        .toList();
    double[] millis = results.rows().stream()
        .flatMap(row -> FIGURES.stream().map(row::figure).flatMap(Optional::stream))
        .mapToDouble(figure -> Math.log10(Math.max(0.1, figure)))
        .sorted()
        .toArray();
    least = millis.length == 0 ? 0 : Math.floor(millis[0]);
    decades = millis.length == 0 ? 1 : Math.max(1, Math.ceil(millis[millis.length - 1]) - least);
  }

  /** Returns the plot of all rows that have a latency. */
  public static String of(SteadyResults results) {
    return new LatencyPlot(results).document();
  }

  private String document() {
    Map<Long, List<Phase>> panels = new LinkedHashMap<>();
    results.rows().stream()
        .map(SteadyRow::place)
        .filter(place -> place.perSecond() > 0)
        .forEach(place -> {
          List<Phase> row =
              panels.computeIfAbsent(place.tableLatencyMillis(), unused -> new ArrayList<>());
          if (!row.contains(place.phase())) {
            row.add(place.phase());
          }
        });
    top = TOP;
    panels.forEach((tableLatency, phases) -> {
      left = LEFT;
      phases.forEach(phase -> panel(tableLatency, phase));
      top += HEIGHT + GAP;
    });
    return SvgText.document(
        LEFT + Phase.values().length * (WIDTH + GAP),
        Math.max(top, TOP),
        "Latency in ms over commands per second: median (solid) and 99th percentile (dashed)",
        legend() + svg);
  }

  private String legend() {
    StringBuilder legend = new StringBuilder();
    int x = LEFT;
    for (String contender : contenders()) {
      legend.append(SvgText.element(
          "<text x='%d' y='36' style='fill:%s;font-weight:bold'>%s</text>",
          x, SvgText.colour(contender), contender));
      x += 130;
    }
    return legend.toString();
  }

  private List<String> contenders() {
    return results.rows().stream().map(SteadyRow::contender).distinct().toList();
  }

  private void panel(long tableLatency, Phase phase) {
    String table = tableLatency == 0 ? "table as it is" : "table at " + tableLatency + " ms";
    add("<text x='%d' y='%d' class='title'>%s, %s</text>", left, top - 8, phase.label(), table);
    for (int decade = 0; decade <= decades; decade++) {
      double y = y(Math.pow(10, least + decade));
      add("<line x1='%d' x2='%d' y1='%.1f' y2='%.1f' class='grid'/>", left, left + WIDTH, y, y);
      add(
          "<text x='%d' y='%.1f' text-anchor='end'>%s</text>",
          left - 6, y + 4, String.format(Locale.ROOT, "%,.0f", Math.pow(10, least + decade)));
    }
    for (int rate : rates) {
      add(
          "<text x='%.1f' y='%d' text-anchor='middle'>%,d/s</text>",
          x(rate), top + HEIGHT + 16, rate);
    }
    for (String contender : contenders()) {
      for (SteadyFigure figure : FIGURES) {
        line(tableLatency, phase, contender, figure);
      }
    }
    left += WIDTH + GAP;
  }

  private void line(long tableLatency, Phase phase, String contender, SteadyFigure figure) {
    StringBuilder points = new StringBuilder();
    for (int rate : rates) {
      results
          .figure(new Place(tableLatency, phase, rate), contender, figure)
          .ifPresent(millis ->
              points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(rate), y(millis))));
    }
    add(
        "<polyline points='%s' fill='none' stroke='%s' stroke-width='2'%s/>",
        points.toString().strip(),
        SvgText.colour(contender),
        figure == SteadyFigure.P99_MILLIS ? " stroke-dasharray='5 4'" : "");
  }

  private double x(int rate) {
    return left + WIDTH * (rates.indexOf(rate) + 0.5) / rates.size();
  }

  private double y(double millis) {
    return top + HEIGHT * (1 - (Math.log10(Math.max(0.1, millis)) - least) / decades);
  }

  private void add(String format, Object... values) {
    svg.append(SvgText.element(format, values));
  }
}
