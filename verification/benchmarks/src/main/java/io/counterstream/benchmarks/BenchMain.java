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
import java.nio.charset.StandardCharsets;
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

/** {@code counterstream bench}: measures, and says how the goals stand. */
@Command(
    name = "counterstream bench",
    description = {
      "Measures the processor, what one would build or pick instead, and the limits, in one run on"
          + " the same servers and the same commands.",
      "Without --bootstrap-servers it starts Kafka and DynamoDB Local in this process."
          + " Environment variables COUNTERSTREAM_<SETTING> are settings of the processor under"
          + " measurement. What it does and means: docs/performance.md.%n"
    },
    sortOptions = false,
    showDefaultValues = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  counterstream bench                          everything: five hours or more",
      "  counterstream bench hot cold --json it.json  two scenarios",
      "  counterstream bench --quick                  does it run? Figures mean nothing",
      "  counterstream bench --micro Journal          JMH, the benchmarks whose name matches",
      "%nExit codes: 0 measured, 1 something failed or an outcome was wrong, 2 wrong options."
    })
public final class BenchMain implements Callable<Integer> {
  private static final String LOG_SETTINGS = "logback.configurationFile";

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..*",
      description = "hot, chain, contended, zipf, cold, growth, latency, two-processors; by default"
          + " all of them.")
  private List<String> scenarios = new ArrayList<>();

  @Option(names = "--quick", description = "A smoke run.")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures as JSON.")
  private Path json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Write the plot there; target/bench.svg by default.")
  private Path svg = Path.of("target", "bench.svg");

  @Option(
      names = "--contender",
      paramLabel = "NAME",
      description = "Only this one; may be given often.")
  private List<String> contenders = new ArrayList<>();

  @Option(
      names = "--table-latency",
      paramLabel = "MILLIS",
      description = "Only with 0 or 5 ms in front of the table; two-processors has only 5.")
  private Integer tableLatency;

  @Option(names = "--repetitions", paramLabel = "COUNT", description = "3 by default.")
  private Integer repetitions;

  @Option(
      names = "--seconds",
      paramLabel = "SECONDS",
      description = "The timed part of a repetition; 10.")
  private Integer seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      description = "In a contender's first scenario; 90. A third in those after it. Then come"
          + " warm-up rounds, until the throughput stops growing; with 0 none.")
  private Integer warmUp;

  @Option(names = "--seed", paramLabel = "SEED", description = "Of the commands; 1.")
  private Long seed;

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "A Kafka that runs; topics bench-* come and go there.")
  private String bootstrapServers;

  @Option(
      names = "--table-endpoint",
      paramLabel = "URL",
      description = "A DynamoDB that runs, with --bootstrap-servers; by default that of AWS.")
  private URI tableEndpoint;

  @Option(
      names = "--jvm-option",
      paramLabel = "OPTION",
      description = "Of the contenders' JVMs, after -Xmx256m; may be given often.")
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

  private BenchMain() {}

  /** Runs the command; the process ends with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(new PrintWriter(System.out, true, StandardCharsets.UTF_8), arguments));
  }

  static int run(PrintWriter out, String... arguments) {
    if (System.getProperty(LOG_SETTINGS) == null) {
      System.setProperty(LOG_SETTINGS, "io/counterstream/benchmarks/logback.xml");
    }
    return new CommandLine(new BenchMain())
        .setOut(out)
        .setExecutionExceptionHandler((failure, line, parsed) -> {
          line.getErr().println("counterstream bench: " + failure.getMessage());
          failure.printStackTrace(line.getErr());
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(arguments);
  }

  @Override
  public Integer call() throws Exception {
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
