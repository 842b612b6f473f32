package io.counterstream.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of examples/README.md with what they print, by the headings of its sections. */
final class ExamplesPage {
  /** Where the page says that its commands are entered. */
  static final Path ROOT = Path.of("..", "..");

  private static final Pattern SECTION =
      Pattern.compile("^## (.*)\n((?:(?!## ).*\n)*)", Pattern.MULTILINE);
  private static final Pattern BLOCK = Pattern.compile("```console\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("^\\$ (.*)\n((?:(?!\\$ ).*\n)*)", Pattern.MULTILINE);

  private ExamplesPage() {}

  /**
   * A command of the page.
   *
   * @param line what to enter
   * @param output what it prints
   */
  record Command(String line, String output) {}

  /** Reads the page; sections without commands are left out. */
  static Map<String, List<Command>> read() throws IOException {
    String page = Files.readString(ROOT.resolve("examples").resolve("README.md"));
    Map<String, List<Command>> sections = new LinkedHashMap<>();
    for (Matcher section = SECTION.matcher(page); section.find(); ) {
      for (Matcher block = BLOCK.matcher(section.group(2)); block.find(); ) {
        List<Command> commands =
            sections.computeIfAbsent(section.group(1), heading -> new ArrayList<>());
        for (Matcher command = COMMAND.matcher(block.group(1)); command.find(); ) {
          commands.add(new Command(command.group(1), command.group(2)));
        }
      }
    }
    return sections;
  }
}
