package io.counterstream.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** Writes results as a JSON array, one object for each row. */
public final class JsonReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonReport() {}

  /**
   * Returns the array. Each figure is the median of its repetitions; {@code spread} has the minimum
   * and the maximum of each. A figure that was not measured is null.
   */
  public static String of(Results results) {
    ArrayNode rows = array();
    results.rows().forEach(row -> write(row, rows.addObject()));
    return text(rows);
  }

  static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** Returns an array with a line for each element. */
  static String text(ArrayNode rows) {
    DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
    lines.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
    try {
      return JSON.writer(lines).writeValueAsString(rows) + System.lineSeparator();
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("cannot write the results", impossible);
    }
  }

  private static void write(Row row, ObjectNode json) {
    json.put("scenario", row.scenario());
    json.put("counters", row.counters() < Integer.MAX_VALUE ? row.counters() : null);
    json.put("tableLatencyMillis", row.tableLatencyMillis());
    json.put("contender", row.contender());
    json.put("repetitions", row.samples().size());
    for (Metric metric : Metric.values()) {
      json.put(metric.field(), row.median(metric).map(JsonReport::rounded).orElse(null));
    }
    ObjectNode spreads = json.putObject("spread");
    for (Metric metric : Metric.values()) {
      row.spread(metric)
          .ifPresent(spread -> spreads
              .putArray(metric.field())
              .add(rounded(spread.least()))
              .add(rounded(spread.most())));
    }
  }

  /** Rounds to six digits, more than any figure deserves. */
  static Double rounded(double value) {
    return BigDecimal.valueOf(value).round(new MathContext(6)).doubleValue();
  }
}
