package io.counterstream.processor.app;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code counterstream processor}: runs a processor until SIGTERM or Ctrl-C. */
@Command(
    name = "counterstream processor",
    description = {
      "Applies increment commands to the table and emits their outcomes.",
      "",
      "Run as many as you like with the same application.id: they share the partitions.",
      "Settings come from --config, from the environment (COUNTERSTREAM_TABLE_NAME is"
          + " table.name) and from --set; the later wins.",
      ""
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  stopped as asked",
      "  1  failed, or something it needs is missing; standard error says what",
      "  2  the command line is not usable"
    })
public final class ProcessorMain implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  @Option(names = "--config", paramLabel = "FILE", description = "A properties file of settings.")
  private Path config;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "One setting; may be given often. See --settings.")
  private Map<String, String> set = new TreeMap<>();

  @Option(
      names = "--provision",
      description = "Create the topics and the table that don't exist, then run.")
  private boolean provision;

  @Option(
      names = "--provision-only",
      description = "Create the topics and the table that don't exist, then exit.")
  private boolean provisionOnly;

  @Option(names = "--settings", description = "Print all settings and what they mean, then exit.")
  private boolean settingsAsked;

  /** Runs the program. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    return new CommandLine(new ProcessorMain())
        .setParameterExceptionHandler((failure, given) -> {
          failure
              .getCommandLine()
              .getErr()
              .println("counterstream processor: " + failure.getMessage()
                  + ". Try './counterstream processor --help'.");
          return CommandLine.ExitCode.USAGE;
        })
        .setExecutionExceptionHandler((failure, line, parsed) -> {
          line.getErr().println("counterstream processor: " + failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        })
        .execute(arguments);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
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
    Optional<Throwable> failure = processor.awaitStop();
    return failure.isPresent() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private static void stop(CounterProcessor processor) {
    boolean asked = processor.isFollowing();
    processor.close();
    if (asked) {
      // Being stopped is how this command succeeds; the JVM alone would end with 128 + signal.
      Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
    }
  }

  private Map<String, String> given() throws IOException {
    Map<String, String> given = new TreeMap<>();
    if (config != null) {
      if (!Files.isReadable(config)) {
        throw new SettingsException(
            "settings are not usable", List.of("--config: no readable file " + config));
      }
      Properties file = new Properties();
      try (Reader reader = Files.newBufferedReader(config)) {
        file.load(reader);
      }
      file.stringPropertyNames()
          .forEach(name -> given.put(name, file.getProperty(name).strip()));
    }
    given.putAll(ProcessorSettings.fromEnvironment(System.getenv()));
    given.putAll(set);
    return given;
  }
}
