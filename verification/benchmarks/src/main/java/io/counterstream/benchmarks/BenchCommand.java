package io.counterstream.benchmarks;

import static java.util.Collections.disjoint;

import io.counterstream.benchmarks.contender.Contender;
import io.counterstream.benchmarks.report.Goals;
import io.counterstream.benchmarks.report.JsonReport;
import io.counterstream.benchmarks.report.Results;
import io.counterstream.benchmarks.report.SvgPlot;
import io.counterstream.benchmarks.report.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: measures, and compares the figures with the goals. */
@Command(
    name = "bench",
    subcommands = {SteadyCommand.class, HandoverCommand.class},
    description = {
      "Measure the processor, its alternatives and the limits.",
      "",
      "All run on the same servers with the same commands. Without --bootstrap-servers it starts"
          + " Kafka and DynamoDB Local in this process. Environment variables"
          + " COUNTERSTREAM_<SETTING> are settings of the processor under measurement."
          + " docs/performance.md explains what is measured and what it means."
    },
    exitCodeList = {"0:measured", "1:something failed or an outcome was wrong", "2:wrong usage"},
    footer = {
      "%nExamples:",
      "  counterstream bench                          everything: five hours or more",
      "  counterstream bench hot cold --json it.json  two scenarios",
      "  counterstream bench --quick                  a smoke run; no real figures",
      "  counterstream bench --micro Journal          JMH benchmarks whose name matches"
    })
public final class BenchCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description =
          "hot, chain, contended, zipf, cold, growth, latency, two-processors. Default: all.")
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--quick", description = "A smoke run.")
  private boolean quick;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the plot as SVG. Default: target/bench.svg.")
  private Path svg = Path.of("target", "bench.svg");

  @Option(
      names = "--contenders",
      paramLabel = "NAME",
      split = ",",
      description = "Only these. Default: all of each scenario.")
  private List<String> contenders = new ArrayList<>();

  @Option(
      names = "--table-latency",
      paramLabel = "MILLIS",
      description = "Only with 0 or 5 ms added to the table; two-processors has only 5.")
  private Integer tableLatency;

  @Option(names = "--repetitions", paramLabel = "COUNT", description = "Default: 3.")
  private Integer repetitions;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "The timed part of a repetition. Default: 10.")
  private Integer seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description =
          "The warm-up of a contender's first scenario; a third of it before each other one."
              + " Then warm-up rounds, until the throughput stops growing; 0: none. Default: 90.")
  private Integer warmUp;

  @Option(
      names = "--micro",
      paramLabel = "PATTERN",
      arity = "0..1",
      fallbackValue = ".*",
      description = "Run the JMH benchmarks whose name matches instead.")
  private String micro;

  @Mixin
  private BenchOptions options;

  @Override
  public Integer call() throws Exception {
    options.prepare();
    if (micro != null) {
      Micro.run(micro, quick);
      return CommandLine.ExitCode.OK;
    }
    Plan plan = options.usable(this::plan);
    Set<Contender> chosen = options.usable(this::chosenContenders);
    List<Experiment> experiments = options.usable(() -> chosenExperiments(plan, chosen));
    options.usable(() -> BenchOptions.writable(svg));
    try (BenchServers servers = options.servers(plan.partitions());
        Session session =
            new Session(servers, plan, chosen, options.contenderOptions(), options::tell)) {
      report(session.measure(experiments), plan);
      return options.exitCode(session.failures());
    }
  }

  private void report(Results results, Plan plan) throws IOException {
    PrintWriter out = options.out();
    out.println(plan.text());
    out.println(TextTable.of(results));
    out.println(
        plan.warmUp().isZero()
            ? "without a warm-up nothing is compared with the goals\n"
            : TextTable.of(Goals.of(results)));
    options.writeJson(JsonReport.of(results));
    options.write(svg, SvgPlot.of(results));
  }

  private Plan plan() {
    return (quick ? Plan.QUICK : Plan.FULL)
        .with(
            Optional.ofNullable(repetitions),
            Optional.ofNullable(seconds).map(Duration::ofSeconds),
            Optional.ofNullable(warmUp).map(Duration::ofSeconds),
            options.seed());
  }

  private List<Experiment> chosenExperiments(Plan plan, Set<Contender> who) {
    List<Experiment> named = Experiments.named(new LinkedHashSet<>(scenarios), plan);
    List<Experiment> near = named.stream()
        .filter(
            experiment -> tableLatency == null || experiment.latency().toMillis() == tableLatency)
        .toList();
    if (near.isEmpty()) {
      throw new IllegalArgumentException(
          "--table-latency must be 0 or 5, or only 5 for two-processors, was " + tableLatency);
    }
    if (near.stream().allMatch(experiment -> disjoint(experiment.contenders(), who))) {
      throw new IllegalArgumentException("--contenders: " + String.join(", ", contenders)
          + " takes no part in any of the chosen scenarios");
    }
    return near;
  }

  private Set<Contender> chosenContenders() {
    Set<Contender> chosen = EnumSet.noneOf(Contender.class);
    contenders.forEach(name -> chosen.add(Contender.of(name)));
    return chosen.isEmpty() ? EnumSet.allOf(Contender.class) : chosen;
  }
}
