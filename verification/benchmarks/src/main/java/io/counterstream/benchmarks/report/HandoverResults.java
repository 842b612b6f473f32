package io.counterstream.benchmarks.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All hand-overs of one run, those that are compared next to each other.
 *
 * @param rows the rows
 * @param sessionMillis after this time without a heartbeat, an instance loses its partitions
 */
public record HandoverResults(List<HandoverRow> rows, long sessionMillis) {
  private static final String OURS = "counterstream";
  private static final String PLAIN = "stream-limit";
  private static final long AFTER_SESSION_MILLIS = 1000;

  /** Sorts the rows; contenders keep the order in which they were measured. */
  public HandoverResults {
    rows = rows.stream()
        .sorted(Comparator.comparing(HandoverRow::event).thenComparingInt(HandoverRow::perSecond))
        .toList();
  }

  /** Returns the table, with ratios to the plain Kafka Streams application. */
  public String table() {
    TextTable table = new TextTable(List.of(
        "event",
        "rate",
        "contender",
        "longest without outcome ms",
        "× " + PLAIN,
        "median partition ms",
        "longest wait ms"));
    for (HandoverRow row : rows) {
      table.add(List.of(
          row.event().label(),
          Integer.toString(row.perSecond()),
          row.contender(),
          plain(row.longestMillis()),
          plain(row)
              .map(base -> String.format(Locale.ROOT, "%.2f", row.longestMillis() / base))
              .orElse(""),
          plain(row.medianMillis()),
          plain(row.longestWaitMillis())));
    }
    return table.text();
  }

  /** Returns the goals: not longer than the plain application, or than Kafka needs to notice. */
  public List<Goal> goals() {
    List<Goal> goals = new ArrayList<>();
    for (HandoverRow row : rows) {
      if (row.contender().equals(OURS)) {
        String what = row.event().label() + String.format(Locale.ROOT, ", %,d/s", row.perSecond());
        goals.add(
            row.event().isPlanned()
                ? Goal.atMost(
                    1, what + ", × " + PLAIN, plain(row).map(base -> row.longestMillis() / base))
                : Goal.atMost(
                        sessionMillis + AFTER_SESSION_MILLIS,
                        what + ", ms without an outcome",
                        Optional.of(row.longestMillis()))
                    .because("session timeout and a second"));
      }
    }
    return goals;
  }

  private Optional<Double> plain(HandoverRow row) {
    return rows.stream()
        .filter(other -> other.contender().equals(PLAIN)
            && other.event() == row.event()
            && other.perSecond() == row.perSecond())
        .map(HandoverRow::longestMillis)
        .findFirst();
  }

  /** Returns an array with an object for each row. */
  public String json() {
    ArrayNode all = JsonReport.array();
    for (HandoverRow row : rows) {
      ObjectNode json = all.addObject();
      json.put("event", row.event().label());
      json.put("rate", row.perSecond());
      json.put("contender", row.contender());
      json.put("longestWithoutOutcomeMillis", JsonReport.rounded(row.longestMillis()));
      json.put("medianPartitionMillis", JsonReport.rounded(row.medianMillis()));
      json.put("longestWaitMillis", JsonReport.rounded(row.longestWaitMillis()));
    }
    return JsonReport.text(all);
  }

  private static String plain(double millis) {
    return String.format(Locale.ROOT, "%.0f", millis);
  }
}
