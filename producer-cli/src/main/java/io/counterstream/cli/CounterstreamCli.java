package io.counterstream.cli;

import io.counterstream.cli.terminal.Screen;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** The command line's entry: {@code counterstream increment}, {@code get} and so on. */
@Command(
    name = "counterstream",
    description = "Counters that are changed by commands in a Kafka topic.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  COUNTERSTREAM_BOOTSTRAP_SERVERS  the brokers, as --bootstrap-server",
      "  COUNTERSTREAM_TABLE_ENDPOINT     the table's place, as --table-endpoint",
      "  COUNTERSTREAM_CLI_CONFIG         a file of settings, as --command-config",
      "  COUNTERSTREAM_CLI_LOG            DEBUG, INFO, WARN: log of the Kafka clients",
      "  NO_COLOR                         no colours, also on a terminal",
      "",
      "'counterstream COMMAND --help' tells a command's options and exit codes."
    })
public final class CounterstreamCli {
  private static final List<Class<?>> COMMANDS = List.of(
      Increment.class,
      Get.class,
      Watch.class,
      Publish.class,
      Load.class,
      ListCounters.class,
      Inspect.class,
      TopicsCommand.class,
      Completion.class);

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

  private CounterstreamCli() {}

  /** Runs the arguments and ends the process with their exit code. */
  public static void main(String[] arguments) {
    chooseLog();
    Screen screen = Screen.ofProcess();
    // In UTF-8 whatever the locale: JSON must leave as it came.
    CommandLine commandLine = commandLine(chosen(arguments))
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setColorScheme(Help.defaultColorScheme(screen.coloursOut() ? Help.Ansi.ON : Help.Ansi.OFF))
        .setUsageHelpAutoWidth(screen.isOut());
    int exitCode;
    try {
      exitCode = commandLine.execute(arguments);
    } catch (OutOfMemoryError tooLarge) {
      // Another server's answer, taken for Kafka's, can announce gigabytes.
      System.err.println(
          "counterstream: out of memory. Is it a Kafka broker that --bootstrap-server names?");
      exitCode = CommandLine.ExitCode.SOFTWARE;
    }
    System.exit(exitCode);
  }

  /** All commands, ready to execute; one use each. */
  public static CommandLine commandLine() {
    return commandLine(COMMANDS);
  }

  private static CommandLine commandLine(List<Class<?>> commands) {
    CommandLine commandLine = new CommandLine(new CounterstreamCli());
    commands.forEach(commandLine::addSubcommand);
    Converters.register(commandLine);
    for (CommandLine command : commandLine.getSubcommands().values()) {
      // A command's own options first, in their order, then those that all have.
      command
          .getCommandSpec()
          .usageMessage()
          .sortOptions(false)
          .sortSynopsis(false)
          .parameterListHeading("%n")
          .optionListHeading(command.getCommandSpec().positionalParameters().isEmpty() ? "%n" : "")
          .exitCodeListHeading("%nExit codes:%n");
    }
    ErrorReports reports = new ErrorReports(System.getenv());
    return commandLine
        // A counter may be called @home.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(reports)
        .setExecutionExceptionHandler(reports);
  }

  /** The command that the first argument names, alone, for a quick start; otherwise all. */
  private static List<Class<?>> chosen(String[] arguments) {
    return COMMANDS.stream()
        .filter(command -> arguments.length > 0
            && command.getAnnotation(Command.class).name().equals(arguments[0]))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  /** No log, and no logging framework that would have to start, unless one is asked for. */
  private static void chooseLog() {
    if (System.getenv(ErrorReports.LOG_VARIABLE) == null) {
      System.setProperty("slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider");
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    } else if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "io/counterstream/cli/logback-cli.xml");
    }
  }
}
