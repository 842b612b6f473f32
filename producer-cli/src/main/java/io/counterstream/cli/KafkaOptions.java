package io.counterstream.cli;

import io.counterstream.cli.kafka.KafkaConnection;
import io.counterstream.contract.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that talk to Kafka. */
final class KafkaOptions {
  private static final String SERVERS_DEFAULT = "127.0.0.1:9092";

  @Option(
      names = "--bootstrap-server",
      paramLabel = "HOST:PORT",
      description =
          "A broker, or several separated by commas. Default: $COUNTERSTREAM_BOOTSTRAP_SERVERS, or"
              + " the command config's, or " + SERVERS_DEFAULT + ".")
  private String bootstrapServers;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "The prefix of the topic names. Default: counter.")
  private Topics topics;

  @Mixin
  private SharedOptions shared;

  SharedOptions shared() {
    return shared;
  }

  /**
   * Returns the connection that the options name.
   *
   * @throws io.counterstream.cli.terminal.CliException if the command config can't be read or is
   *     not valid
   */
  KafkaConnection connection() {
    Settings settings = shared.settings();
    settings.requireSpelling(KafkaConnection.settingNames());
    Map<String, String> properties = new HashMap<>(settings.kafka());
    properties.put(
        Settings.BOOTSTRAP_SERVERS,
        bootstrapServers == null
            ? settings
                .value(Settings.BOOTSTRAP_SERVERS, Function.identity())
                .orElse(SERVERS_DEFAULT)
            : bootstrapServers);
    Topics chosen = topics == null
        ? settings.value(Settings.TOPIC_PREFIX, Topics::new).orElse(Topics.DEFAULT)
        : topics;
    return new KafkaConnection(properties, chosen, shared.timeout(), given());
  }

  private List<String> given() {
    List<String> words = new ArrayList<>();
    if (bootstrapServers != null) {
      words.add("--bootstrap-server=" + bootstrapServers);
    }
    if (topics != null) {
      words.add("--topic-prefix=" + topics.prefix());
    }
    shared.commandConfig().ifPresent(file -> words.add("--command-config=" + file));
    return words;
  }
}
