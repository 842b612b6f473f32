package io.counterstream.processor.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code processor}: runs a processor until SIGTERM or Ctrl-C. A command of the command line, and a
 * program of its own in the container image.
 */
@Command(
    name = "processor",
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
  @Option(names = "--config", paramLabel = "FILE", description = "A properties file of settings.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting; may be given more than once. See --settings.")
  private Map<String, String> set = new TreeMap<>();

  @Option(
      names = "--provision",
      description = "Create the topics and the table that are missing, then run.")
  private boolean provision;

  @Option(
      names = "--provision-only",
      description = "Create the topics and the table that are missing, then exit.")
  private boolean provisionOnly;

  @Option(names = "--settings", description = "Print all settings and what they mean, then exit.")
  private boolean settingsAsked;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  private ProcessorMain() {}

  /** Runs the program; the process ends with its exit code. */
  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new ProcessorMain())
        .setCommandName("counterstream processor")
        .setParameterExceptionHandler((failure, given) -> {
          failure
              .getCommandLine()
              .getErr()
              .println("counterstream processor: " + failure.getMessage()
                  + ". Try 'counterstream processor --help'.");
          return CommandLine.ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((failure, line, parsed) -> {
          line.getErr().println("counterstream processor: " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    if (settingsAsked) {
      System.out.print(ProcessorSettings.documentation());
      return CommandLine.ExitCode.OK;
    }
    ProcessorSettings settings = ProcessorSettings.of(given());
    LogFormat.use(settings.text(SettingKeys.LOG_FORMAT));
    if (provision || provisionOnly) {
      CounterProcessor.provision(settings);
    }
    if (provisionOnly) {
      return CommandLine.ExitCode.OK;
    }
    CounterProcessor processor = CounterProcessor.start(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(processor), "shutdown"));
    return exitCode(processor.awaitStop());
  }

  private static int exitCode(Optional<Throwable> failure) {
    return failure.isPresent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  /** Ends the process: by itself, the JVM would end with 128 + the signal's number. */
  private static void stop(CounterProcessor processor) {
    int code = CommandLine.ExitCode.SOFTWARE;
    try {
      processor.close();
      code = exitCode(processor.failure());
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private Map<String, String> given() {
    Map<String, String> given = new TreeMap<>();
    if (config != null) {
      given.putAll(ProcessorSettings.fromFile(config));
    }
    given.putAll(ProcessorSettings.fromEnvironment(System.getenv()));
    given.putAll(set);
    return given;
  }
}
