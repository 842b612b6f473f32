package io.counterstream.processor.app;

import io.counterstream.contract.failure.Causes;
import io.counterstream.contract.settings.ProgramVersion;
import io.counterstream.contract.settings.Secrets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/**
 * {@code processor}: runs a processor until SIGTERM or Ctrl-C. A command of the command line, and a
 * program of its own in the container image.
 */
@Command(
    name = "processor",
    versionProvider = ProcessorMain.Version.class,
    description = {
      "Apply commands to the table, and emit their outcomes.",
      "",
      "Processors with the same application.id share the partitions. Settings come from --config,"
          + " from the environment (COUNTERSTREAM_TABLE_NAME is table.name) and from --set; a later"
          + " source overrides an earlier one."
    },
    sortOptions = false,
    optionListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped by Ctrl-C or SIGTERM, or provisioned",
      "1:failed, or something that it needs is missing",
      "2:wrong usage"
    })
public final class ProcessorMain implements Callable<Integer> {
  private static final String PROVISION_ONLY = "--provision-only";

  @Option(names = "--config", paramLabel = "FILE", description = "A properties file of settings.")
  private Path config;

  // Not a map: picocli prints the value of an entry whose quotes it does not understand.
  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting; may be given more than once. See --settings. Everybody on the"
          + " machine sees it in the list of processes: passwords belong in the file or the"
          + " environment.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--provision",
      description = "Create the topics and the table that are missing, then run.")
  private boolean provision;

  @Option(
      names = PROVISION_ONLY,
      description = "Create the topics and the table that are missing, then exit.")
  private boolean provisionOnly;

  @Option(names = "--settings", description = "Print all settings and what they mean, then exit.")
  private boolean settingsAsked;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  private boolean version;

  private final StopSignal signal = new StopSignal();
  private String format = LogFormat.of(ProcessorSettings.fromEnvironment(System.getenv()));

  private ProcessorMain() {}

  /** Runs the program; the process ends with its exit code. */
  public static void main(String[] arguments) {
    ProcessorMain program = new ProcessorMain();
    if (!List.of(arguments).contains(PROVISION_ONLY)) {
      program.signal.install();
    }
    CommandLine command = new CommandLine(program)
        .setCommandName("counterstream processor")
        .setParameterExceptionHandler((failure, given) -> {
          program.report(
              Secrets.masked(failure.getMessage()) + ". Try 'counterstream processor --help'.");
          return CommandLine.ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((failure, line, parsed) -> {
          program.report(failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    int code = command.execute(arguments);
    program.signal.ended();
    System.exit(code);
  }

  @Override
  public Integer call() throws InterruptedException {
    if (settingsAsked) {
      System.out.print(ProcessorSettings.documentation());
      return CommandLine.ExitCode.OK;
    }
    // Who provisions only, and is ended before it is done, has not succeeded.
    if (!provisionOnly) {
      signal.install();
    }
    try {
      return run();
    } finally {
      signal.ended();
    }
  }

  private int run() throws InterruptedException {
    LogFormat.use(format);
    try {
      Map<String, String> direct = direct();
      useFormat(direct);
      Map<String, String> given = given(direct);
      useFormat(given);
      Logging.LOG.info("{}, Java {}", ProgramVersion.text(), Runtime.version());
      return process(ProcessorSettings.of(given));
    } catch (SettingsException unusable) {
      report(unusable.getMessage());
    } catch (RuntimeException | LinkageError unexpected) {
      signal.ended();
      Logging.LOG.error("The processor can't start: {}", Causes.explain(unexpected), unexpected);
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  private int process(ProcessorSettings settings) throws InterruptedException {
    // Provisioning reads no commands.
    List<String> missing = provisionOnly ? List.of() : CompressionCodecs.faults();
    if (!missing.isEmpty()) {
      throw new SettingsException("the processor can't start", missing);
    }
    if (provision || provisionOnly) {
      CounterProcessor.provision(settings);
    }
    if (provisionOnly) {
      return CommandLine.ExitCode.OK;
    }
    CounterProcessor processor = CounterProcessor.start(settings);
    signal.closes(processor);
    return exitCode(processor.awaitStop());
  }

  static int exitCode(Optional<Throwable> failure) {
    return failure.isPresent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  /** Every line has the format as soon as it is known, also those of a start that fails. */
  private void useFormat(Map<String, String> settings) {
    format = LogFormat.of(settings);
    LogFormat.use(format);
  }

  /** A line of the log, if those are JSON, else a text for the person at the terminal. */
  private void report(String failure) {
    signal.ended();
    if (format.equals(LogFormat.JSON)) {
      LogFormat.use(format);
      Logging.LOG.error(failure);
    } else {
      System.err.println("counterstream processor: " + failure);
    }
  }

  /** The help of the whole command line looks at this program's fields, and needs no logger. */
  private static final class Logging {
    static final Logger LOG = LoggerFactory.getLogger(ProcessorMain.class);
  }

  /** The version, for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {ProgramVersion.text()};
    }
  }

  /** The settings of the environment and of --set. */
  private Map<String, String> direct() {
    Map<String, String> direct = new TreeMap<>(ProcessorSettings.fromEnvironment(System.getenv()));
    for (String each : set) {
      int at = each.indexOf('=');
      if (at <= 0) {
        // Not what was found: it may be a part of a password that the shell has cut.
        throw new SettingsException(
            "settings are not usable",
            List.of("--set: expected NAME=VALUE, found no name and '='"));
      }
      direct.put(each.substring(0, at), each.substring(at + 1));
    }
    return direct;
  }

  private Map<String, String> given(Map<String, String> direct) {
    Map<String, String> given = new TreeMap<>();
    if (config != null) {
      given.putAll(ProcessorSettings.fromFile(config));
    }
    given.putAll(direct);
    return given;
  }
}
