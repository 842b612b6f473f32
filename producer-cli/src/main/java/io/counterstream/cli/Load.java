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

/** {@code load}: many commands at a steady rate, and how long their outcomes take. */
@Command(
    name = "load",
    description = {
      "Send commands at a steady rate for a while, and say how long their outcomes took.",
      "",
      "The commands really change counters, those called as --prefix says. A latency is counted"
          + " from when its command was due, so a stall shows in all commands that it held up."
    },
    exitCodeList = {
      "0:every command had an outcome, whichever",
      "1:a command was not sent, or it failed: no broker, no topic, …",
      ExitCode.USAGE_HELP,
      "5:not every outcome came in time",
      "130:ended by Ctrl-C; what was measured is printed"
    },
    footer = {
      "%nExamples:",
      "  counterstream load --rate 500 --duration 1m",
      "  counterstream load --counters 1000 --skew 1 --expected any=6,seen=3,check=1"
    })
final class Load implements Callable<Integer> {
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
      description = "How long to send. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  @Option(
      names = "--counters",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many counters. Default: ${DEFAULT-VALUE}.")
  private int counters;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "load-",
      description = "What their names begin with; a number follows. Default: ${DEFAULT-VALUE}.")
  private String prefix;

  @Option(
      names = "--skew",
      paramLabel = "S",
      defaultValue = "0",
      description = "0: all counters alike; 1: the n-th gets 1/n of what the first gets (Zipf);"
          + " more: more uneven. Default: ${DEFAULT-VALUE}.")
  private double skew;

  @Option(
      names = "--expected",
      paramLabel = "KIND=WEIGHT",
      split = ",",
      mapFallbackValue = "1",
      description = {
        "What the commands expect, in which proportion. Default: any=4,seen=1.",
        "any: nothing; seen: the value this load saw last;",
        "version: the version, too; absent: no counter;",
        "check: nothing, and nothing is added."
      })
  private Map<ExpectationKind, Integer> kinds = new TreeMap<>();

  @Option(
      names = "--histogram",
      paramLabel = "FILE",
      description = "Write the distribution of latencies there, as HdrHistogram's tools read it.")
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
