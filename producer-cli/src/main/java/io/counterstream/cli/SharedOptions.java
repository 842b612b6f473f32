package io.counterstream.cli;

import io.counterstream.cli.terminal.CliException;
import io.counterstream.cli.terminal.OutputFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that all client commands have. */
final class SharedOptions {
  private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(30);

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "A properties file: security and other settings of the Kafka clients, and"
          + " defaults of these options. Default: $COUNTERSTREAM_CLI_CONFIG.")
  private Path commandConfig;

  @Option(
      names = "--output",
      paramLabel = "text|json|csv",
      description = "text: for people; json: for programs, an object per line; csv: a row per"
          + " outcome, for watch and outcome only. Default: text.")
  private OutputFormat output;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait, as in 500ms, 10s, 2m. Default: 30s.")
  private Duration timeout;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  private Map<String, String> environment = System.getenv();
  private Settings settings;

  /** Replaces the environment of the process. */
  void environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
  }

  /** Returns the file that the option names. */
  Optional<Path> commandConfig() {
    return Optional.ofNullable(commandConfig);
  }

  OutputFormat output() {
    return output == null
        ? settings().value(Settings.OUTPUT, Converters::output).orElse(OutputFormat.text)
        : output;
  }

  /**
   * Whether the output is JSON.
   *
   * @throws CliException if it is CSV, which this command does not have
   */
  boolean isJson() {
    if (isCsv()) {
      throw CliException.usage(
          "--output must be text or json, was csv, which only watch and outcome have", null);
    }
    return output() == OutputFormat.json;
  }

  boolean isCsv() {
    return output() == OutputFormat.csv;
  }

  Duration timeout() {
    return timeout == null
        ? settings().value(Settings.TIMEOUT, Converters::duration).orElse(TIMEOUT_DEFAULT)
        : timeout;
  }

  Settings settings() {
    if (settings == null) {
      settings = Settings.of(commandConfig, environment);
    }
    return settings;
  }
}
