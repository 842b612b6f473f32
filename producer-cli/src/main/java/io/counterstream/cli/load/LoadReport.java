package io.counterstream.cli.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.cli.terminal.Columns;
import io.counterstream.cli.terminal.Columns.Side;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.JsonLine;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What a load has shown so far. */
public final class LoadReport {
  private static final double MICROS_PER_MILLI = 1000;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9};
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  private final LoadFigures figures;
  private final double seconds;
  private final int counters;

  LoadReport(LoadFigures figures, Duration elapsed, int counters) {
    this.figures = figures;
    this.seconds = elapsed.toNanos() / 1e9;
    this.counters = counters;
  }

  /** 0 if every command had an outcome, whichever. */
  public ExitCode exitCode() {
    if (figures.notSentCount() > 0) {
      return ExitCode.FAILED;
    }
    return figures.unknownCount() + figures.inFlight() > 0 ? ExitCode.NO_OUTCOME : ExitCode.APPLIED;
  }

  /** One line while it runs; latencies since the line before. */
  public String liveText() {
    Histogram recent = figures.recent();
    return String.format(
        Locale.ROOT,
        "%3.0f s  %,.0f/s  p50 %s  p99 %s ms  applied %,d  conflict %,d  rejected %,d"
            + "  in flight %,d",
        seconds,
        figures.sentCount() / Math.max(0.001, seconds),
        recent.getTotalCount() == 0 ? "-" : millis(recent.getValueAtPercentile(50)),
        recent.getTotalCount() == 0 ? "-" : millis(recent.getValueAtPercentile(99)),
        figures.applied().getTotalCount(),
        figures.conflicts().getTotalCount(),
        figures.rejected().getTotalCount(),
        figures.inFlight());
  }

  /** The end, for people. */
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    lines.add(String.format(
        Locale.ROOT,
        "sent %,d commands in %.1f s (%,.0f/s) to %,d counters",
        figures.sentCount(),
        seconds,
        figures.sentCount() / Math.max(0.001, seconds),
        counters));
    if (figures.notSentCount() > 0) {
      lines.add(String.format(Locale.ROOT, "not sent: %,d", figures.notSentCount()));
    }
    long without = figures.unknownCount() + figures.inFlight();
    if (without > 0) {
      lines.add(String.format(Locale.ROOT, "without an outcome: %,d", without));
    }
    lines.add("");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("MILLIS", "COUNT", "P50", "P90", "P99", "P99.9", "MAX"));
    rows.add(row("applied", figures.applied()));
    rows.add(row("conflict", figures.conflicts()));
    rows.add(row("rejected", figures.rejected()));
    rows.add(row("all", figures.all()));
    Side[] sides = Stream.concat(
            Stream.of(Side.LEFT), Stream.generate(() -> Side.RIGHT).limit(6))
        .toArray(Side[]::new);
    lines.addAll(new Columns(sides).lines(rows));
    return lines;
  }

  /**
   * For programs.
   *
   * @param type {@code interval} while it runs, with the latencies since the one before; {@code
   *     summary} at the end, with all
   */
  public String json(String type) {
    Histogram latencies = type.equals("summary") ? figures.all() : figures.recent();
    return JsonLine.of(json -> {
      json.writeStringField("type", type);
      json.writeNumberField("seconds", Math.round(seconds * 1000) / 1000.0);
      json.writeNumberField("sent", figures.sentCount());
      json.writeNumberField("applied", figures.applied().getTotalCount());
      json.writeNumberField("conflicts", figures.conflicts().getTotalCount());
      json.writeNumberField("rejected", figures.rejected().getTotalCount());
      json.writeNumberField("noOutcome", figures.unknownCount());
      json.writeNumberField("notSent", figures.notSentCount());
      json.writeNumberField("inFlight", figures.inFlight());
      json.writeObjectFieldStart("latencyMillis");
      write(latencies, json);
      json.writeEndObject();
    });
  }

  /** The distribution of all latencies, in milliseconds, as HdrHistogram's tools read it. */
  public void writeHistogram(PrintStream out) {
    figures.all().outputPercentileDistribution(out, TICKS_PER_HALF_DISTANCE, MICROS_PER_MILLI);
  }

  private static void write(Histogram latencies, JsonGenerator json) throws IOException {
    if (latencies.getTotalCount() > 0) {
      json.writeNumberField("p50", latencies.getValueAtPercentile(50) / MICROS_PER_MILLI);
      json.writeNumberField("p90", latencies.getValueAtPercentile(90) / MICROS_PER_MILLI);
      json.writeNumberField("p99", latencies.getValueAtPercentile(99) / MICROS_PER_MILLI);
      json.writeNumberField("p999", latencies.getValueAtPercentile(99.9) / MICROS_PER_MILLI);
      json.writeNumberField("max", latencies.getMaxValue() / MICROS_PER_MILLI);
    }
  }

  private static List<String> row(String name, Histogram latencies) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(String.format(Locale.ROOT, "%,d", latencies.getTotalCount()));
    boolean any = latencies.getTotalCount() > 0;
    for (double percentile : PERCENTILES) {
      row.add(any ? millis(latencies.getValueAtPercentile(percentile)) : "-");
    }
    row.add(any ? millis(latencies.getMaxValue()) : "-");
    return row;
  }

  private static String millis(long micros) {
    double millis = micros / MICROS_PER_MILLI;
    return String.format(Locale.ROOT, millis < 100 ? "%.1f" : "%,.0f", millis);
  }
}
