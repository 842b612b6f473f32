package io.counterstream.torture.run;

import io.counterstream.torture.cluster.Children;
import io.counterstream.torture.schedule.FaultKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code torture}: injects faults under load, then audits every outcome. */
@Command(
    name = "torture",
    description = {
      "Inject faults under load, then audit every outcome.",
      "",
      "Starts three brokers, three processors and a table on this machine and sends commands of"
          + " every kind. Meanwhile it kills, freezes and stops processors, steps their clocks,"
          + " kills and freezes brokers, cuts them off, and lets the table fail, throttle, stall,"
          + " lose responses and apply puts late. It makes items invalid, deletes records, creates"
          + " the command topic again and resets offsets. Then it audits all commands, outcomes and"
          + " items: does every command have exactly one outcome, and is that what the table did?",
      "",
      "Takes a minute and a half longer than the faults, 2 cores and 4 GiB of memory."
    },
    showDefaultValues = true,
    exitCodeOnExecutionException = TortureCommand.NOT_DONE,
    exitCodeList = {
      "0:the guarantee held",
      "1:the guarantee was violated; the report says how, and the data is kept",
      "2:wrong usage",
      "3:the run failed or could not be judged; logs are kept"
    },
    footer = {
      "%nExamples:",
      "  counterstream torture --minutes 2",
      "  counterstream torture --minutes 2 --seed 7      the same faults each time",
      "  counterstream torture --minutes 0.5 --keep      to read the logs"
    })
public final class TortureCommand implements Callable<Integer> {
  private static final int HOLDS = 0;
  private static final int VIOLATED = 1;
  static final int NOT_DONE = 3;
  private static final String PROCESSOR = "io.counterstream.processor.app.ProcessorMain";
  private static final double MILLIS_PER_MINUTE = 60_000;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      defaultValue = "2",
      description = "The duration of the faults; may be a fraction.")
  private double minutes;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The seed of the faults and of the commands. Default: a new one.")
  private Long seed;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Commands a second.")
  private int rate;

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      description =
          "Data and logs go to a new directory in this one. Default: the system's directory"
              + " for temporary files.")
  private Path directory;

  @Option(
      names = "--faults",
      paramLabel = "KIND",
      split = ",",
      description = "Only faults of these kinds: ${COMPLETION-CANDIDATES}. Default: all.")
  private Set<FaultKind> faults = EnumSet.allOf(FaultKind.class);

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "Write all operations to this file as JSON lines, for checkers of linearizability.")
  private Path history;

  @Option(names = "--keep", description = "Keep data and logs even if the guarantee held.")
  private boolean keep;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    long chosen = seed == null ? Math.abs(new SecureRandom().nextInt()) : seed;
    RunSettings settings = settings(chosen);
    PrintWriter out = spec.commandLine().getOut();
    out.printf("Torture for %s minutes, seed %d, %d commands a second%n", minutes, chosen, rate);
    out.printf("Logs of all processes: %s%n%n", settings.directory());
    RunResources resources = new RunResources(settings.directory(), keep);
    Children children = resources.children();
    Watchdog.start(settings.timeout(), spec.commandLine().getErr(), NOT_DONE);
    try (resources) {
      Report report = new TortureRun(settings, new Console(out)).run(children);
      String text = report.text();
      out.print(text);
      out.flush();
      if (report.holds()) {
        return HOLDS;
      }
      resources.keep();
      Files.writeString(settings.directory().resolve("report.txt"), text);
      out.printf("Data, logs and findings: %s%n", settings.directory());
      return VIOLATED;
    } catch (RuntimeException | InterruptedException failed) {
      if (resources.isExiting()) { // Ctrl-C
        return NOT_DONE;
      }
      resources.keep();
      failed.printStackTrace(spec.commandLine().getErr());
      spec.commandLine().getErr().println("Could not be done; logs: " + settings.directory());
      return NOT_DONE;
    }
  }

  private RunSettings settings(long chosen) throws IOException {
    Duration duration = Duration.ofMillis(Math.round(minutes * MILLIS_PER_MINUTE));
    try {
      new RunSettings(duration, chosen, rate, Path.of("."), PROCESSOR, faults, Optional.empty());
    } catch (IllegalArgumentException unusable) {
      throw new ParameterException(spec.commandLine(), unusable.getMessage());
    }
    Path own = directory == null
        ? Files.createTempDirectory("counterstream-torture-")
        : Files.createTempDirectory(Files.createDirectories(directory), "torture-");
    return new RunSettings(
        duration,
        chosen,
        rate,
        own.toAbsolutePath(),
        PROCESSOR,
        faults,
        Optional.ofNullable(history));
  }
}
