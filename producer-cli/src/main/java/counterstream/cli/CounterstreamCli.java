package counterstream.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line's entry: {@code counterstream increment|get|watch|publish}. */
@Command(
    name = "counterstream",
    description = "Counters that are changed by commands in a Kafka topic.",
    versionProvider = Version.class,
    subcommands = {Increment.class, Get.class, Watch.class, Publish.class},
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  COUNTERSTREAM_BOOTSTRAP_SERVERS  the brokers, as --bootstrap-server",
      "  COUNTERSTREAM_CLI_LOG            DEBUG, INFO, WARN: log of the Kafka clients",
      "  NO_COLOR                         no colours, also on a terminal",
      "",
      "'counterstream COMMAND --help' tells a command's options and exit codes."
    })
public final class CounterstreamCli {
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
    if (System.getProperty("logback.configurationFile") == null) {
      System.setProperty("logback.configurationFile", "counterstream/cli/logback-cli.xml");
    }
    // In UTF-8 whatever the locale: JSON must leave as it came.
    CommandLine commandLine = commandLine()
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setUsageHelpAutoWidth(true);
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
    CommandLine commandLine = new CommandLine(new CounterstreamCli());
    Converters.register(commandLine);
    for (CommandLine command : commandLine.getSubcommands().values()) {
      // A command's own options first, in their order, then those that all have.
      command
          .getCommandSpec()
          .usageMessage()
          .sortOptions(false)
          .sortSynopsis(false)
          .parameterListHeading("%n")
          .exitCodeListHeading("%nExit codes:%n");
    }
    ErrorReports reports = new ErrorReports(System.getenv());
    return commandLine
        // A counter may be called @home.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(reports)
        .setExecutionExceptionHandler(reports);
  }
}
