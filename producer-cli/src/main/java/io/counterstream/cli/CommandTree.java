package io.counterstream.cli;

import io.counterstream.cli.terminal.Screen;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The commands below one root, in the sections of its help text. All commands share the layout of
 * their help, the reports of errors and the types of option values.
 */
public final class CommandTree {
  private static final Section HELP =
      new Section("Help", List.of(HelpCommand.class, Completion.class));

  private final List<Section> sections;

  /** Creates a tree of these sections, in this order, followed by help and completion. */
  public CommandTree(List<Section> sections) {
    this.sections = Stream.concat(sections.stream(), Stream.of(HELP)).toList();
  }

  /**
   * Commands that the help text lists together.
   *
   * @param heading the line above them
   * @param commands their classes, annotated with {@link Command}
   */
  public record Section(String heading, List<Class<?>> commands) {}

  /** Returns the tree with all commands, ready to execute once. */
  public CommandLine commandLine() {
    return commandLine(commands().toList());
  }

  /**
   * Executes a command of this process, and loads no other. Without arguments, prints help.
   *
   * @return the exit code of the process
   */
  public int run(String... arguments) {
    String[] given = arguments.length == 0 ? new String[] {"help"} : arguments;
    Optional<Class<?>> chosen =
        commands().filter(command -> name(command).equals(given[0])).findFirst();
    chosen
        .filter(CounterstreamCli::isClient)
        .ifPresent(command -> ClientLog.configure(System.getenv()));
    Screen screen = Screen.ofProcess();
    try {
      return chosen
          // Help and completion are about all commands.
          .filter(command -> !HELP.commands().contains(command))
          .map(command -> commandLine(List.of(command)))
          .orElseGet(this::commandLine)
          // UTF-8 in every locale, so that JSON stays valid.
          .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
          .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
          .setColorScheme(
              Help.defaultColorScheme(screen.coloursOut() ? Help.Ansi.ON : Help.Ansi.OFF))
          .setUsageHelpAutoWidth(screen.isOut())
          .execute(given);
    } catch (OutOfMemoryError tooLarge) {
      // The response of another kind of server, read as Kafka's, can announce gigabytes.
      System.err.println(
          "counterstream: out of memory. Does --bootstrap-server name a Kafka broker?");
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private CommandLine commandLine(List<Class<?>> commands) {
    CommandLine root = new CommandLine(new CounterstreamCli());
    commands.forEach(root::addSubcommand);
    Converters.register(root);
    root.getSubcommands().values().forEach(CommandTree::layOut);
    root.getCommandSpec().usageMessage().commandListHeading("");
    root.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new SectionList(sections));
    ErrorReports reports = new ErrorReports(System.getenv());
    return root
        // A counter's name may start with '@'.
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(reports)
        .setExecutionExceptionHandler(reports);
  }

  /** Keeps the options in their order: a command's own, then those that many commands have. */
  private static void layOut(CommandLine commandLine) {
    CommandSpec command = commandLine.getCommandSpec();
    commandLine.getSubcommands().values().forEach(CommandTree::layOut);
    command
        .usageMessage()
        .sortOptions(false)
        .sortSynopsis(false)
        .parameterListHeading("%n")
        .optionListHeading(command.positionalParameters().isEmpty() ? "%n" : "")
        .exitCodeListHeading("%nExit codes:%n");
  }

  private Stream<Class<?>> commands() {
    return sections.stream().flatMap(section -> section.commands().stream());
  }

  static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }
}
