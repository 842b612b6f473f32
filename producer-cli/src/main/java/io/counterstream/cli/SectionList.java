package io.counterstream.cli;

import static java.util.stream.Collectors.joining;

import io.counterstream.cli.CommandTree.Section;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The list of commands in the help of the root: a heading per section, a line per command.
 *
 * @param sections the sections, all of whose commands are in the tree
 */
record SectionList(List<Section> sections) implements IHelpSectionRenderer {
  private static final int NAME_COLUMNS = 15;

  @Override
  public String render(Help root) {
    return sections.stream()
        .map(section -> root.createHeading("%n" + section.heading() + "%n") + rows(section, root))
        .collect(joining());
  }

  private static String rows(Section section, Help root) {
    Help.ColorScheme colours = root.colorScheme();
    int width = root.commandSpec().usageMessage().width();
    TextTable table = TextTable.forColumns(
        colours,
        new Column(NAME_COLUMNS, 2, Overflow.SPAN),
        new Column(width - NAME_COLUMNS, 0, Overflow.WRAP));
    for (Class<?> command : section.commands()) {
      String name = CommandTree.name(command);
      UsageMessageSpec usage = root.subcommands().get(name).commandSpec().usageMessage();
      String summary = (usage.header().length > 0 ? usage.header() : usage.description())[0];
      table.addRowValues(colours.commandText(name), colours.text(summary));
    }
    return table.toString();
  }
}
