package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.CounterstreamStart;
import io.counterstream.benchmarks.report.LatencyPlot;
import io.counterstream.benchmarks.report.SteadyGoals;
import io.counterstream.benchmarks.report.SteadyReport;
import io.counterstream.benchmarks.report.SteadyResults;
import io.counterstream.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench steady}: latency and costs at constant rates, cold and warm. */
@Command(
    name = "steady",
    description = {
      "Measure latency and costs at constant rates, cold and warm.",
      "",
      "Commands are sent at a constant rate, whatever the outcomes do; the latency of a command"
          + " counts from when it was due. Each contender has a JVM of its own."
    },
    exitCodeList = {"0:measured", "1:something failed or an outcome was wrong", "2:wrong usage"},
    footer = {
      "%nExamples:",
      "  counterstream bench steady                   everything: an hour and a half",
      "  counterstream bench steady --rates 200 --contenders counterstream,round-trip \\",
      "    --table-latency 0 --seconds 20 --cold-seconds 0"
    })
final class SteadyCommand implements Callable<Integer> {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int PARTITIONS = 8;

  @Option(
      names = "--rates",
      paramLabel = "PER-SECOND",
      split = ",",
      description = "Commands per second; 0: idle. Default: 0,50,200,1000,5000.")
  private List<Integer> rates = List.of(0, 50, 200, 1000, 5000);

  @Option(
      names = "--contenders",
      paramLabel = "NAME",
      split = ",",
      description = "Default: counterstream,blocking,parallel-consumer,round-trip.")
  private List<String> contenders =
      List.of("counterstream", "blocking", "parallel-consumer", "round-trip");

  @Option(
      names = "--table-latency",
      paramLabel = "MILLIS",
      split = ",",
      description = "Milliseconds added to each request to the table. Default: 0,5.")
  private List<Integer> tableLatencies = List.of(0, 5);

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "For each rate after the warm-up; 0: none. Default: 20.")
  private int seconds = 20;

  @Option(
      names = "--cold-seconds",
      paramLabel = "SECONDS",
      description = "From the first outcome of a new JVM on; 0: none. Default: 30.")
  private int coldSeconds = 30;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "The warm-up of each contender; 0: none. Default: 60.")
  private int warmUp = 60;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the plot as SVG. Default: target/steady.svg.")
  private Path svg = Path.of("target", "steady.svg");

  @Mixin
  private BenchOptions options;

  @Override
  public Integer call() throws Exception {
    SteadyPlan plan = options.usable(this::plan);
    options.prepare();
    options.usable(() -> BenchOptions.writable(svg));
    try (BenchServers servers = options.servers(plan.partitions());
        SteadySession session =
            new SteadySession(servers, plan, options.contenderOptions(), options::tell)) {
      report(session.measure(), plan);
      return options.exitCode(session.failures());
    }
  }

  private void report(SteadyResults results, SteadyPlan plan) throws IOException {
    PrintWriter out = options.out();
    out.println(plan.text());
    out.println(SteadyReport.table(results));
    out.println(TextTable.of(SteadyGoals.of(results, CounterstreamStart.streamThreads())));
    options.writeJson(SteadyReport.json(results));
    options.write(svg, LatencyPlot.of(results));
  }

  private SteadyPlan plan() {
    List<Contender> chosen = new ArrayList<>();
    contenders.forEach(name -> chosen.add(Contender.of(name)));
    return new SteadyPlan(
        rates,
        chosen,
        tableLatencies.stream().map(Duration::ofMillis).toList(),
        Duration.ofSeconds(coldSeconds),
        Duration.ofSeconds(warmUp),
        Duration.ofSeconds(seconds),
        GRACE,
        PARTITIONS,
        options.seed());
  }
}
