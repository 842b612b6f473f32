package io.counterstream.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The launcher's commands that other modules bring; here are only their names, for completion. */
final class LauncherCommands {
  /** By the names of the commands. */
  static final Map<String, Options> OPTIONS = new TreeMap<>(Map.of(
      "quickstart", new Options(Set.of("--once"), Set.of(), Set.of()),
      "sandbox",
          new Options(
              Set.of(),
              Set.of("--kafka-port", "--table-port", "--partitions"),
              Set.of("--directory")),
      "processor",
          new Options(
              Set.of("--provision", "--provision-only", "--settings"),
              Set.of("--set"),
              Set.of("--config")),
      "torture",
          new Options(
              Set.of("--keep"), Set.of("--minutes", "--seed", "--rate"), Set.of("--directory")),
      "bench",
          new Options(
              Set.of("--quick", "--micro"),
              Set.of(
                  "--contender",
                  "--repetitions",
                  "--seconds",
                  "--warm-up",
                  "--seed",
                  "--bootstrap-servers",
                  "--table-endpoint",
                  "--jvm-option",
                  "--table-latency"),
              Set.of("--json", "--svg"))));

  private LauncherCommands() {}

  /** Adds them, and {@code help}, to those that are here. */
  static CommandLine addTo(CommandLine commandLine) {
    List<String> all = new ArrayList<>(OPTIONS.keySet());
    all.addAll(commandLine.getSubcommands().keySet());
    OPTIONS.forEach((name, options) -> commandLine.addSubcommand(name, options.spec()));
    return commandLine.addSubcommand(
        "help",
        CommandSpec.create()
            .addPositional(PositionalParamSpec.builder()
                .type(String.class)
                .completionCandidates(all)
                .build()));
  }

  /**
   * A command's options.
   *
   * @param flags those without a value
   * @param values those with one
   * @param files those whose value is a file or a folder
   */
  record Options(Set<String> flags, Set<String> values, Set<String> files) {
    /** All their names. */
    Set<String> names() {
      Set<String> names = new TreeSet<>(flags);
      names.addAll(values);
      names.addAll(files);
      return names;
    }

    private CommandSpec spec() {
      CommandSpec spec = CommandSpec.create();
      flags.forEach(name -> spec.addOption(option(name, boolean.class, "0")));
      values.forEach(name -> spec.addOption(option(name, String.class, "1")));
      files.forEach(name -> spec.addOption(option(name, Path.class, "1")));
      return spec.addOption(option("--help", boolean.class, "0"));
    }

    private static OptionSpec option(String name, Class<?> type, String arity) {
      return OptionSpec.builder(name).type(type).arity(arity).build();
    }
  }
}
