package io.counterstream.benchmarks.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rows with made-up figures. */
final class Figures {
  private Figures() {}

  static Row row(String scenario, long latencyMillis, String contender, double... perSecond) {
    return new Row(
        scenario,
        1,
        latencyMillis,
        contender,
        Arrays.stream(perSecond)
            .mapToObj(figure -> new Sample(Map.of(Metric.COMMANDS_PER_SECOND, figure)))
            .toList());
  }

  static Row with(Row row, Metric metric, double value) {
    List<Sample> samples = row.samples().stream()
        .map(sample -> {
          Map<Metric, Double> values = new EnumMap<>(sample.values());
          values.put(metric, value);
          return new Sample(values);
        })
        .toList();
    return new Row(
        row.scenario(), row.counters(), row.tableLatencyMillis(), row.contender(), samples);
  }

  static Row sized(Row row, long counters) {
    return new Row(
        row.scenario(), counters, row.tableLatencyMillis(), row.contender(), row.samples());
  }
}
