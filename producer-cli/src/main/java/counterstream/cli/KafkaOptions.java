package counterstream.cli;

import counterstream.contract.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class ConnectionOptions {
  static final String SERVERS_VARIABLE = "COUNTERSTREAM_BOOTSTRAP_SERVERS";
  private static final String SERVERS_PROPERTY = "bootstrap.servers";
  private static final String SERVERS_DEFAULT = "127.0.0.1:9092";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description = "A broker; several with commas. Default: $" + SERVERS_VARIABLE
          + ", or the command config's, or " + SERVERS_DEFAULT + ".")
  private String bootstrapServers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties for the Kafka clients: security and the like.")
  private Path commandConfig;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = "${env:COUNTERSTREAM_TOPIC_PREFIX:-counter}",
      description = "What the names of the topics begin with. Default: ${DEFAULT-VALUE}.")
  private Topics topics;

  @Option(
      names = "--output",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "text for people; json: one line per outcome as it stands in the topic.")
  private OutputFormat output;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long to wait, as in 500ms, 10s, 2m. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this and exit.")
  private boolean help;

  OutputFormat output() {
    return output;
  }

  Duration timeout() {
    return timeout;
  }

  /**
   * Where these options lead.
   *
   * @param environment the process's variables
   * @throws CliException if the file can't be read
   */
  KafkaConnection connection(Map<String, String> environment) {
    Map<String, String> properties = new HashMap<>(fileProperties());
    String variable = environment.getOrDefault(SERVERS_VARIABLE, "");
    if (bootstrapServers != null) {
      properties.put(SERVERS_PROPERTY, bootstrapServers);
    } else if (!variable.isBlank()) {
      properties.put(SERVERS_PROPERTY, variable);
    } else {
      properties.putIfAbsent(SERVERS_PROPERTY, SERVERS_DEFAULT);
    }
    return new KafkaConnection(properties, topics, timeout);
  }

  private Map<String, String> fileProperties() {
    Map<String, String> settings = new HashMap<>();
    if (commandConfig != null) {
      Properties properties = new Properties();
      try (Reader reader = Files.newBufferedReader(commandConfig, StandardCharsets.UTF_8)) {
        properties.load(reader);
      } catch (NoSuchFileException missing) {
        throw CliException.usage("--command-config: no such file: " + commandConfig, missing);
      } catch (IOException | IllegalArgumentException unreadable) {
        throw CliException.usage(
            "--command-config: can't read " + commandConfig + " as properties: "
                + unreadable.getMessage(),
            unreadable);
      }
      properties
          .stringPropertyNames()
          .forEach(name -> settings.put(name, properties.getProperty(name)));
    }
    return settings;
  }
}
