package io.counterstream.cli;

import io.counterstream.cli.kafka.ClientSession;
import io.counterstream.cli.load.LoadPlan;
import io.counterstream.cli.load.LoadReport;
import io.counterstream.cli.load.LoadRun;
import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.ExitCode;
import io.counterstream.cli.terminal.Interruption;
import io.counterstream.cli.terminal.LiveLine;
import io.counterstream.cli.terminal.Screen;
import io.counterstream.workload.ExpectationKind;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code load}: sends commands at a steady rate and measures the latency of their outcomes. */
@Command(
    name = "load",
    description = {
      "Send commands at a steady rate, and measure the latency of their outcomes.",
      "",
      "The commands change counters, whose names start with --prefix. A latency counts from when"
          + " its command was due, so that a stall shows in every command that it delayed."
    },
    exitCodeList = {
      "0:every command has an outcome, of any type",
      "1:a command was not sent, or it failed: no broker, no topic, …",
      ExitCode.USAGE_HELP,
      "5:an outcome did not come in time",
      "130:ended by Ctrl-C; what was measured is printed"
    },
    footer = {
      "%nExamples:",
      "  counterstream load --rate 500 --duration 1m",
      "  counterstream load --counters 1000 --skew 1 --expected any=6,seen=3,check=1"
    })
final class LoadCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "100",
      description = "Commands per second. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long commands are sent. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  @Option(
      names = "--counters",
      paramLabel = "N",
      defaultValue = "100",
      description = "The number of counters. Default: ${DEFAULT-VALUE}.")
  private int counters;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "load-",
      description = "The prefix of their names; a number follows. Default: ${DEFAULT-VALUE}.")
  private String prefix;

  @Option(
      names = "--skew",
      paramLabel = "S",
      defaultValue = "0",
      description = "0: all counters get the same rate; 1: the n-th gets 1/n of the first's (Zipf);"
          + " above 1: more skewed. Default: ${DEFAULT-VALUE}.")
  private double skew;

  @Option(
      names = "--expected",
      paramLabel = "KIND=WEIGHT",
      split = ",",
      mapFallbackValue = "1",
      description = {
        "What the commands expect, in which proportion. Default: any=4,seen=1.",
        "any: any value; seen: the value of the last outcome;",
        "version: that value and its version; absent: no counter;",
        "check: any value, and add 0."
      })
  private Map<ExpectationKind, Integer> kinds = new TreeMap<>();

  @Option(
      names = "--histogram",
      paramLabel = "FILE",
      description = "Write the distribution of latencies to it, in HdrHistogram's format.")
  private Path histogram;

  @Mixin
  private KafkaOptions options;

  @Override
  public Integer call() {
    LoadPlan plan = plan();
    PrintWriter out = spec.commandLine().getOut();
    boolean json = options.shared().isJson();
    try (Interruption interruption = Interruption.watch();
        ClientSession session = ClientSession.open(options.connection())) {
      LoadRun run = new LoadRun(session, plan, options.shared().timeout());
      LoadReport report;
      Screen screen = json ? Screen.NONE : Screen.ofProcess();
      try (LiveLine live = LiveLine.open(
          spec.commandLine().getErr(), screen, columns -> run.report().liveText())) {
        report = run.run(
            interruption, json ? () -> out.println(run.report().json("interval")) : () -> {});
      }
      if (json) {
        out.println(report.json("summary"));
      } else {
        report.text().forEach(out::println);
      }
      if (histogram != null) {
        write(report);
      }
      return report.exitCode().code();
    }
  }

  private LoadPlan plan() {
    Map<ExpectationKind, Integer> chosen =
        kinds.isEmpty() ? Map.of(ExpectationKind.any, 4, ExpectationKind.seen, 1) : kinds;
    try {
      return new LoadPlan(rate, duration, new LoadPlan.Counters(prefix, counters), skew, chosen);
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(spec.commandLine(), "--" + outOfRange.getMessage(), outOfRange);
    }
  }

  private void write(LoadReport report) {
    try (PrintStream file = new PrintStream(histogram.toFile(), StandardCharsets.UTF_8)) {
      report.writeHistogram(file);
    } catch (IOException unwritable) {
      throw CliException.failed(
          "can't write --histogram " + histogram + ": " + unwritable.getMessage(), unwritable);
    }
  }
}
