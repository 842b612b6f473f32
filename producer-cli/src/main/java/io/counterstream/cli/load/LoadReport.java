package io.counterstream.cli.load;

import com.fasterxml.jackson.core.JsonGenerator;
import io.counterstream.cli.terminal.Columns;
import io.counterstream.cli.terminal.Columns.Side;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.JsonLine;
import io.counterstream.contract.Outcome;
import io.counterstream.workload.Latencies;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The report of a load, while it runs and at its end. */
public final class LoadReport {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

  private final LoadFigures figures;
  private final double seconds;
  private final int counters;

  LoadReport(LoadFigures figures, Duration elapsed, int counters) {
    this.figures = figures;
    this.seconds = elapsed.toNanos() / 1e9;
    this.counters = counters;
  }

  /** Returns 0 if every command had an outcome, of whatever type. */
  public ExitCode exitCode() {
    if (figures.notSentCount() > 0) {
      return ExitCode.FAILED;
    }
    return figures.unknownCount() + figures.inFlight() > 0 ? ExitCode.NO_OUTCOME : ExitCode.APPLIED;
  }

  /** Returns one line while the load runs, with the latencies since the previous line. */
  public String liveText() {
    Latencies recent = figures.recent();
    return String.format(
        Locale.ROOT,
        "%3.0f s  %,.0f/s  p50 %s  p99 %s ms  applied %,d  conflict %,d  rejected %,d"
            + "  in flight %,d",
        seconds,
        figures.sentCount() / Math.max(0.001, seconds),
        millis(recent.millisAt(50)),
        millis(recent.millisAt(99)),
        figures.count(Outcome.Type.APPLIED),
        figures.count(Outcome.Type.CONFLICT),
        figures.count(Outcome.Type.REJECTED),
        figures.inFlight());
  }

  /** Returns the lines at the end, for people. */
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
    rows.add(row("applied", figures.of(Outcome.Type.APPLIED)));
    rows.add(row("conflict", figures.of(Outcome.Type.CONFLICT)));
    rows.add(row("rejected", figures.of(Outcome.Type.REJECTED)));
    rows.add(row("all", figures.all()));
    Side[] sides = Stream.concat(
            Stream.of(Side.LEFT), Stream.generate(() -> Side.RIGHT).limit(6))
        .toArray(Side[]::new);
    lines.addAll(new Columns(sides).lines(rows));
    return lines;
  }

  /**
   * Returns one line of JSON, for programs.
   *
   * @param type {@code interval} while the load runs, with the latencies since the previous line;
   *     {@code summary} at the end, with all latencies
   */
  public String json(String type) {
    Latencies latencies = type.equals("summary") ? figures.all() : figures.recent();
    return JsonLine.of(json -> {
      json.writeStringField("type", type);
      json.writeNumberField("seconds", Math.round(seconds * 1000) / 1000.0);
      json.writeNumberField("sent", figures.sentCount());
      json.writeNumberField("applied", figures.count(Outcome.Type.APPLIED));
      json.writeNumberField("conflicts", figures.count(Outcome.Type.CONFLICT));
      json.writeNumberField("rejected", figures.count(Outcome.Type.REJECTED));
      json.writeNumberField("noOutcome", figures.unknownCount());
      json.writeNumberField("notSent", figures.notSentCount());
      json.writeNumberField("inFlight", figures.inFlight());
      json.writeObjectFieldStart("latencyMillis");
      write(latencies, json);
      json.writeEndObject();
    });
  }

  /** Writes the distribution of all latencies in the format of HdrHistogram's tools. */
  public void writeHistogram(PrintStream out) {
    figures.all().write(out);
  }

  private static void write(Latencies latencies, JsonGenerator json) throws IOException {
    if (latencies.count() > 0) {
      json.writeNumberField("p50", latencies.millisAt(50));
      json.writeNumberField("p90", latencies.millisAt(90));
      json.writeNumberField("p99", latencies.millisAt(99));
      json.writeNumberField("p999", latencies.millisAt(99.9));
      json.writeNumberField("max", latencies.millisAt(100));
    }
  }

  private static List<String> row(String name, Latencies latencies) {
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(String.format(Locale.ROOT, "%,d", latencies.count()));
    for (double percentile : PERCENTILES) {
      row.add(millis(latencies.millisAt(percentile)));
    }
    return row;
  }

  private static String millis(double millis) {
    if (Double.isNaN(millis)) {
      return "-";
    }
    return String.format(Locale.ROOT, millis < 100 ? "%.1f" : "%,.0f", millis);
  }
}
