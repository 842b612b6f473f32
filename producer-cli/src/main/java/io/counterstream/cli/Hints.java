package io.counterstream.cli;

import io.counterstream.contract.Expectation;
import io.counterstream.contract.advice.ShellCommand;
import io.counterstream.contract.advice.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What a user probably meant by arguments that the command line does not accept. (Picocli's own
 * suggestions find no {@code --timeout} in {@code --tmeout}, and {@code watch} in any word.)
 */
final class Hints {
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d+");
  private static final Pattern EXPECTATION_WORD = Pattern.compile("any|absent");
  private static final Pattern NO_OPTION = Pattern.compile("[^-].*", Pattern.DOTALL);

  /** For arguments without an option: which option of which commands they may belong to. */
  private static final Map<String, List<Meaning>> MEANINGS = Map.of(
      "increment",
          List.of(new Meaning(INTEGER, "--by"), new Meaning(EXPECTATION_WORD, "--expected")),
      "decrement",
          List.of(new Meaning(INTEGER, "--by"), new Meaning(EXPECTATION_WORD, "--expected")),
      "inspect", List.of(new Meaning(INTEGER, "--journal")),
      "list", List.of(new Meaning(NO_OPTION, "--prefix")),
      "load", List.of(new Meaning(INTEGER, "--rate")),
      "topics", List.of(new Meaning(NO_OPTION, "--topic-prefix")));

  /** An option that an argument of this form may belong to. */
  private record Meaning(Pattern pattern, String option) {}

  private Hints() {}

  /** Returns a sentence for a mistake; empty if there is none. */
  static Optional<String> of(ParameterException failure) {
    CommandLine command = failure.getCommandLine();
    return unmatched(command).or(() -> misspeltValue(failure)).map(Hints::question);
  }

  /** Returns a sentence about an option that is not the one which is missing. */
  private static Optional<String> unmatched(CommandLine command) {
    List<String> unmatched = command.getUnmatchedArguments();
    if (unmatched.isEmpty()) {
      return Optional.empty();
    }
    CommandSpec spec = command.getCommandSpec();
    String first = unmatched.get(0);
    Optional<String> resembled = first.startsWith("-")
        ? option(first, spec)
        : Spelling.nearest(first, spec.subcommands().keySet());
    if (resembled.isPresent()) {
      return resembled;
    }
    return MEANINGS.getOrDefault(spec.name(), List.of()).stream()
        .filter(meaning -> meaning.pattern().matcher(first).matches())
        .map(meaning -> meaning.option() + " " + ShellCommand.word(first))
        .findFirst();
  }

  /** Returns the option that {@code given} resembles. Dashes say nothing about a word. */
  private static Optional<String> option(String given, CommandSpec spec) {
    Map<String, String> options = new TreeMap<>();
    spec.optionsMap().keySet().forEach(name -> options.put(withoutDashes(name), name));
    String word = withoutDashes(given).replaceFirst("=.*", "");
    return Spelling.nearest(word, options.keySet()).map(options::get);
  }

  private static String withoutDashes(String option) {
    return option.replaceFirst("^-+", "");
  }

  private static Optional<String> misspeltValue(ParameterException failure) {
    ArgSpec argument = failure.getArgSpec();
    if (argument == null || failure.getValue() == null) {
      return Optional.empty();
    }
    return Spelling.nearest(failure.getValue(), words(argument))
        .map(word ->
            argument instanceof OptionSpec option ? option.longestName() + " " + word : word);
  }

  /** Returns the words that an option or a positional parameter accepts. */
  private static List<String> words(ArgSpec argument) {
    Class<?> type = argument.typeInfo().isMultiValue()
        ? argument.typeInfo().getAuxiliaryTypes()[0]
        : argument.type();
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
    }
    return type == Expectation.class ? List.of("any", "absent") : List.of();
  }

  private static String question(String meant) {
    return "Did you mean '" + meant + "'? ";
  }
}
