package io.counterstream.processor.app;

import io.counterstream.contract.advice.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The names of Kafka's settings. Kafka ignores a name that it does not know, so a misspelt one
 * would have no effect, and nobody would know.
 */
final class KafkaSettingNames {
  /** Kafka's plug-ins have settings of their own, with names that a user chooses. */
  private static final String PROVIDERS = "config.providers.";

  /** The names behind each prefix; the more special prefixes first. */
  private static final Map<String, Set<String>> NAMES = names();

  private KafkaSettingNames() {}

  private static Map<String, Set<String>> names() {
    Map<String, Set<String>> names = new LinkedHashMap<>();
    names.put(StreamsConfig.MAIN_CONSUMER_PREFIX, ConsumerConfig.configNames());
    names.put(StreamsConfig.RESTORE_CONSUMER_PREFIX, ConsumerConfig.configNames());
    names.put(StreamsConfig.GLOBAL_CONSUMER_PREFIX, ConsumerConfig.configNames());
    names.put(StreamsConfig.CONSUMER_PREFIX, ConsumerConfig.configNames());
    names.put(StreamsConfig.PRODUCER_PREFIX, ProducerConfig.configNames());
    names.put(StreamsConfig.ADMIN_CLIENT_PREFIX, AdminClientConfig.configNames());
    Set<String> withoutPrefix = new TreeSet<>(StreamsConfig.configDef().names());
    names.values().forEach(withoutPrefix::addAll);
    names.put("", withoutPrefix);
    return names;
  }

  /** What is wrong with a name, without {@code kafka.}; empty if it is none of Kafka's at all. */
  static Optional<String> misspelling(String given) {
    String prefix = prefixOf(given);
    if (isKnown(given)) {
      return Optional.empty();
    }
    return Spelling.nearest(given.substring(prefix.length()), NAMES.get(prefix))
        .map(meant -> SettingKeys.KAFKA_PREFIX + given
            + ": Kafka has no such setting; did you mean " + SettingKeys.KAFKA_PREFIX + prefix
            + meant + "?");
  }

  /** The names among those given, without {@code kafka.}, that none of Kafka's settings has. */
  static List<String> unknown(Iterable<String> given) {
    List<String> unknown = new ArrayList<>();
    given.forEach(name -> {
      if (!isKnown(name)) {
        unknown.add(SettingKeys.KAFKA_PREFIX + name);
      }
    });
    return unknown;
  }

  private static boolean isKnown(String given) {
    String prefix = prefixOf(given);
    String name = given.substring(prefix.length());
    return NAMES.get(prefix).contains(name) || name.startsWith(PROVIDERS);
  }

  private static String prefixOf(String given) {
    return NAMES.keySet().stream().filter(given::startsWith).findFirst().orElseThrow();
  }
}
