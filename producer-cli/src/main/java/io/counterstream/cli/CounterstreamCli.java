package io.counterstream.cli;

import io.counterstream.cli.CommandTree.Section;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The root of the command line, and the commands that this module brings. */
@Command(
    name = "counterstream",
    description = "Counters that are changed by commands in a Kafka topic.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  JAVA_HOME                the Java 17 or later to use (or the java on PATH)",
      "  COUNTERSTREAM_JAVA_OPTS  more options of the JVM, separated by spaces",
      "  COUNTERSTREAM_<SETTING>  any setting of the processor; all commands read",
      "                           those of brokers, topics and table:",
      "                           COUNTERSTREAM_BOOTSTRAP_SERVERS=host:9092",
      "  COUNTERSTREAM_CLI_<...>  CONFIG, OUTPUT, TIMEOUT: defaults of these options;",
      "                           LOG (DEBUG, INFO, WARN): log of the Kafka clients",
      "  NO_COLOR                 no colours, not even on a terminal",
      "",
      "'counterstream COMMAND --help' explains the options and exit codes of a command."
    })
public final class CounterstreamCli {
  /** The sections of this module's commands. */
  public static final List<Section> SECTIONS = List.of(
      new Section(
          "Talk to it",
          List.of(
              Increment.class,
              Decrement.class,
              Delete.class,
              Get.class,
              OutcomeCommand.class,
              Watch.class,
              Publish.class,
              LoadCommand.class)),
      new Section(
          "Look into it",
          List.of(TopicsCommand.class, DlqCommand.class, ListCommand.class, Inspect.class)));

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

  CounterstreamCli() {}

  /** Returns whether a command is a client of the servers that lives for seconds. */
  static boolean isClient(Class<?> command) {
    return SECTIONS.stream().anyMatch(section -> section.commands().contains(command));
  }

  /** Returns this module's commands, ready to execute once. */
  public static CommandLine commandLine() {
    return new CommandTree(SECTIONS).commandLine();
  }
}
