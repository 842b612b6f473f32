package io.counterstream.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/** Results as a JSON array, one object a row. */
public final class JsonReport {
  private JsonReport() {}

  /**
   * The array. Each figure is the median of its repetitions; {@code spread} has the least and the
   * greatest of each. What was not measured is null.
   */
  public static String of(Results results) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      DefaultPrettyPrinter lines = new DefaultPrettyPrinter();
      lines.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
      json.setPrettyPrinter(lines);
      json.writeStartArray();
      for (Row row : results.rows()) {
        write(row, json);
      }
      json.writeEndArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing into memory", impossible);
    }
    return text + System.lineSeparator();
  }

  private static void write(Row row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("scenario", row.scenario());
    json.writeFieldName("counters");
    if (row.counters() < Integer.MAX_VALUE) {
      json.writeNumber(row.counters());
    } else {
      json.writeNull();
    }
    json.writeNumberField("tableLatencyMillis", row.tableLatencyMillis());
    json.writeStringField("contender", row.contender());
    json.writeNumberField("repetitions", row.samples().size());
    for (Metric metric : Metric.values()) {
      json.writeFieldName(metric.field());
      Optional<Double> median = row.median(metric);
      if (median.isPresent()) {
        number(median.get(), json);
      } else {
        json.writeNull();
      }
    }
    json.writeObjectFieldStart("spread");
    for (Metric metric : Metric.values()) {
      Optional<Spread> spread = row.spread(metric);
      if (spread.isPresent()) {
        json.writeArrayFieldStart(metric.field());
        number(spread.get().least(), json);
        number(spread.get().most(), json);
        json.writeEndArray();
      }
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Six digits are more than any figure is worth. */
  private static void number(double value, JsonGenerator json) throws IOException {
    json.writeNumber(BigDecimal.valueOf(value).round(new MathContext(6)).doubleValue());
  }
}
