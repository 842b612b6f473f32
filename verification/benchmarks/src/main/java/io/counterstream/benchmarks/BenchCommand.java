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
import java.net.URI;
import java.nio.file.Files;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench}: measures, and compares the figures with the goals. */
@Command(
    name = "bench",
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
  private static final String LOG_SETTINGS = "logback.configurationFile";

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description =
          "hot, chain, contended, zipf, cold, growth, latency, two-processors. Default: all.")
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--quick", description = "A smoke run.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Path json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the plot as SVG. Default: target/bench.svg.")
  private Path svg = Path.of("target", "bench.svg");

  @Option(
      names = "--contender",
      paramLabel = "NAME",
      description = "Only this contender; may be given more than once.")
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
      names = "--seed",
      paramLabel = "SEED",
      description = "The seed of the commands. Default: 1.")
  private Long seed;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "A running Kafka; topics bench-* are created and deleted there.")
  private String bootstrapServers;

  @Option(
      names = "--table-endpoint",
      paramLabel = "URL",
      description = "A running DynamoDB, with --bootstrap-servers. Default: that of AWS.")
  private URI tableEndpoint;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description =
          "An option of the contenders' JVMs, after -Xmx256m; may be given more than once.")
  private List<String> jvmOptions = new ArrayList<>();

  @Option(
      names = "--micro",
      paramLabel = "PATTERN",
      arity = "0..1",
      fallbackValue = ".*",
      description = "Run the JMH benchmarks whose name matches instead.")
  private String micro;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/benchmarks/logback.xml");
    }
    if (micro != null) {
      Micro.run(micro, quick);
      return CommandLine.ExitCode.OK;
    }
    Plan plan = usable(this::plan);
    Set<Contender> chosen = usable(this::chosenContenders);
    List<Experiment> experiments = usable(() -> chosenExperiments(plan, chosen));
    List<String> options = new ArrayList<>(List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"));
    options.addAll(jvmOptions);
    usable(() -> writable(svg));
    if (json != null) {
      usable(() -> writable(json));
    }
    try (BenchServers servers = servers(plan);
        Session session = new Session(servers, plan, chosen, options, this::tell)) {
      report(session.measure(experiments), plan);
      session.failures().forEach(failure -> tell("counterstream bench: failed: " + failure));
      return session.failures().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private void report(Results results, Plan plan) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    out.println(plan.text());
    out.println(TextTable.of(results));
    out.println(
        plan.warmUp().isZero()
            ? "without a warm-up nothing is compared with the goals\n"
            : TextTable.of(Goals.of(results)));
    if (json != null) {
      write(json, JsonReport.of(results));
    }
    write(svg, SvgPlot.of(results));
  }

  private Plan plan() {
    return (quick ? Plan.QUICK : Plan.FULL)
        .with(
            Optional.ofNullable(repetitions),
            Optional.ofNullable(seconds).map(Duration::ofSeconds),
            Optional.ofNullable(warmUp).map(Duration::ofSeconds),
            Optional.ofNullable(seed));
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
      throw new IllegalArgumentException("--contender: " + String.join(", ", contenders)
          + " takes no part in any of the chosen scenarios");
    }
    return near;
  }

  private Set<Contender> chosenContenders() {
    Set<Contender> chosen = EnumSet.noneOf(Contender.class);
    contenders.forEach(name -> chosen.add(Contender.of(name)));
    return chosen.isEmpty() ? EnumSet.allOf(Contender.class) : chosen;
  }

  private <T> T usable(Callable<T> option) throws Exception {
    try {
      return option.call();
    } catch (IllegalArgumentException unusable) {
      throw new ParameterException(spec.commandLine(), unusable.getMessage());
    }
  }

  private BenchServers servers(Plan plan) {
    if (bootstrapServers == null && tableEndpoint != null) {
      throw new ParameterException(
          spec.commandLine(), "--table-endpoint needs --bootstrap-servers as well");
    }
    return bootstrapServers == null
        ? BenchServers.embedded(plan.partitions())
        : BenchServers.given(bootstrapServers, Optional.ofNullable(tableEndpoint));
  }

  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  /** Refused now, not when hours of measuring are over. */
  private static Path writable(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("can't write " + file + ": it is a directory");
    }
    try {
      Path parent = Files.createDirectories(file.toAbsolutePath().getParent());
      if (!Files.isWritable(Files.exists(file) ? file : parent)) {
        throw new IllegalArgumentException("can't write " + file + ": not allowed");
      }
      return file;
    } catch (IOException impossible) {
      throw new IllegalArgumentException("can't write " + file + ": " + impossible);
    }
  }

  private void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    tell("wrote " + file);
  }
}
