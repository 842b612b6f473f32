package io.counterstream.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dlq}: the commands for dead letters. */
@Command(
    name = "dlq",
    description = {
      "List dead letters; send corrected ones again.",
      "",
      "A dead letter is a copy of a record of the command topic from which no command id can be"
          + " read, so that no outcome could name its command."
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%n",
    subcommands = {DlqList.class, DlqRedrive.class})
final class DlqCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;
}
