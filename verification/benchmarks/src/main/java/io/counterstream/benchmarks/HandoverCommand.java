package io.counterstream.benchmarks;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.contender.CounterstreamStart;
import io.counterstream.benchmarks.report.Event;
import io.counterstream.benchmarks.report.HandoverPlot;
import io.counterstream.benchmarks.report.HandoverResults;
import io.counterstream.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench handover}: how long partitions have no outcomes when instances come and go. */
@Command(
    name = "handover",
    description = {
      "Measure how long partitions have no outcomes when instances come and go.",
      "",
      "Two instances share the partitions under a constant load until something happens to one of"
          + " them. A plain Kafka Streams application (stream-limit) with the same client settings"
          + " goes through the same."
    },
    exitCodeList = {"0:measured", "1:something failed or an outcome was wrong", "2:wrong usage"},
    footer = {
      "%nExamples:",
      "  counterstream bench handover                 everything: half an hour",
      "  counterstream bench handover --events sigterm,kill --rates 200"
    })
final class HandoverCommand implements Callable<Integer> {
  private static final int PARTITIONS = 8;

  @Option(
      names = "--events",
      paramLabel = "EVENT",
      split = ",",
      description = "sigterm (one instance), restart (one after the other), kill (-9), freeze"
          + " (for longer than the session timeout), join (a third one). Default: all.")
  private List<String> events = List.of("sigterm", "restart", "kill", "freeze", "join");

  @Option(
      names = "--rates",
      paramLabel = "PER-SECOND",
      split = ",",
      description = "Commands per second. Default: 200,2000.")
  private List<Integer> rates = List.of(200, 2000);

  @Option(
      names = "--contenders",
      paramLabel = "NAME",
      split = ",",
      description = "Default: counterstream,stream-limit.")
  private List<String> contenders = List.of("counterstream", "stream-limit");

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "How long to watch from the event on, at least. Default: 20.")
  private int seconds = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "The load of two new instances before the event. Default: 15.")
  private int warmUp = 15;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the plot as SVG. Default: target/handover.svg.")
  private Path svg = Path.of("target", "handover.svg");

  @Mixin
  private BenchOptions options;

  @Override
  public Integer call() throws Exception {
    HandoverPlan plan = options.usable(this::plan);
    options.prepare();
    options.usable(() -> BenchOptions.writable(svg));
    try (BenchServers servers = options.servers(plan.partitions());
        HandoverSession session =
            new HandoverSession(servers, plan, options.contenderOptions(), options::tell)) {
      report(session.measure(), plan);
      return options.exitCode(session.failures());
    }
  }

  private void report(HandoverResults results, HandoverPlan plan) throws IOException {
    PrintWriter out = options.out();
    out.println(plan.text());
    out.println(results.table());
    out.println(TextTable.of(results.goals()));
    options.writeJson(results.json());
    options.write(svg, HandoverPlot.of(results));
  }

  private HandoverPlan plan() {
    return new HandoverPlan(
        events.stream().map(Event::of).distinct().toList(),
        rates.stream().distinct().sorted().toList(),
        contenders.stream().map(Contender::of).distinct().toList(),
        Duration.ofSeconds(warmUp),
        Duration.ofSeconds(seconds),
        CounterstreamStart.session(),
        PARTITIONS,
        options.seed());
  }
}
