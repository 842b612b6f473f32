package io.counterstream.cli;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.contract.advice.Spelling;
import io.counterstream.contract.settings.PropertiesFile;
import io.counterstream.contract.settings.UnreadableFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.TypeConversionException;

/**
 * The values that no option gives: from the environment, else from the command config. {@code
 * table.name} in the file is {@code COUNTERSTREAM_TABLE_NAME} in the environment.
 */
final class Settings {
  static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
  static final String TOPIC_PREFIX = "topic.prefix";
  static final String TABLE_NAME = "table.name";
  static final String TABLE_ENDPOINT = "table.endpoint";
  static final String TABLE_REGION = "table.region";
  static final String OUTPUT = "cli.output";
  static final String TIMEOUT = "cli.timeout";
  static final String CONFIG = "cli.config";

  private static final List<String> OWN = List.of(
      BOOTSTRAP_SERVERS,
      TOPIC_PREFIX,
      TABLE_NAME,
      TABLE_ENDPOINT,
      TABLE_REGION,
      OUTPUT,
      TIMEOUT,
      CONFIG);
  // Of the launcher and of this program, in the environment.
  private static final Set<String> OTHERS = Set.of("cli.log", "java.opts");

  private static final String VARIABLE_PREFIX = "COUNTERSTREAM_";
  // As in the processor's file, so that both can read the same file.
  private static final String KAFKA_PREFIX = "kafka.";

  private final Map<String, String> environment;
  private final Map<String, String> file;

  private Settings(Map<String, String> environment, Map<String, String> file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Reads the file, if one is named.
   *
   * @param option the file that an option names; null for the one that the environment names
   * @throws CliException if it can't be read
   */
  static Settings of(Path option, Map<String, String> environment) {
    String named = environment.getOrDefault(variable(CONFIG), "");
    if (option != null) {
      return new Settings(environment, read(option, "--command-config"));
    }
    return new Settings(
        environment, named.isBlank() ? Map.of() : read(Path.of(named), variable(CONFIG)));
  }

  /** Returns the variable of the setting {@code name}. */
  static String variable(String name) {
    return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * Returns the value of a setting; empty if both sources are blank.
   *
   * @throws CliException if {@code converter} refuses it
   */
  <T> Optional<T> value(String name, Function<String, T> converter) {
    String variable = environment.getOrDefault(variable(name), "");
    String property = file.getOrDefault(name, "");
    String source = variable.isBlank() ? name + " in the command config" : variable(name);
    String text = variable.isBlank() ? property : variable;
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(converter.apply(text));
    } catch (TypeConversionException | IllegalArgumentException refused) {
      throw CliException.usage(source + " " + refused.getMessage(), refused);
    }
  }

  /**
   * Refuses settings that are probably misspelt: without them, the command would go to another
   * cluster or table. Names that resemble none are those of the processor or of a plug-in.
   *
   * @param kafka the names of Kafka's settings; empty if the command does not use Kafka
   * @throws CliException that names the setting and what it resembles
   */
  void requireSpelling(Collection<String> kafka) {
    file.keySet()
        .forEach(
            name -> requireSpelling(name, withoutPrefix(name), kafka, UnaryOperator.identity()));
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(VARIABLE_PREFIX))
        .forEach(variable -> requireSpelling(
            variable,
            withoutPrefix(nameOf(variable.substring(VARIABLE_PREFIX.length()))),
            kafka,
            Settings::variable));
  }

  private static void requireSpelling(
      String given, String name, Collection<String> kafka, UnaryOperator<String> form) {
    if (OWN.contains(name) || OTHERS.contains(name) || kafka.contains(name)) {
      return;
    }
    boolean isKafka = !given.equals(form.apply(name));
    List<String> known = new ArrayList<>(kafka);
    known.addAll(isKafka ? List.of() : OWN);
    Spelling.nearest(name, known).ifPresent(nearest -> {
      throw CliException.usage(
          given + " is no setting: did you mean "
              + form.apply(isKafka ? KAFKA_PREFIX + nearest : nearest) + "?",
          null);
    });
  }

  /** Returns the settings of the Kafka clients; the environment overrides the file. */
  Map<String, String> kafka() {
    Map<String, String> kafka = new HashMap<>();
    file.forEach((name, value) -> kafka.put(withoutPrefix(name), value));
    String prefix = variable(KAFKA_PREFIX);
    environment.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        kafka.put(nameOf(name.substring(prefix.length())), value);
      }
    });
    return kafka;
  }

  private static String nameOf(String variable) {
    return variable.toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static String withoutPrefix(String name) {
    return name.startsWith(KAFKA_PREFIX) ? name.substring(KAFKA_PREFIX.length()) : name;
  }

  private static Map<String, String> read(Path path, String source) {
    try {
      return PropertiesFile.read(path);
    } catch (UnreadableFileException unreadable) {
      throw CliException.usage(source + ": " + unreadable.getMessage(), unreadable);
    }
  }
}
