package io.counterstream.analytics.app;

import io.counterstream.analytics.model.RollupRule;
import io.counterstream.analytics.model.WindowSpan;
import io.counterstream.analytics.stream.AnalysisSettings;
import io.counterstream.analytics.stream.AnalysisSettings.ChainRule;
import io.counterstream.analytics.stream.AnalyticsTopics;
import io.counterstream.contract.Topics;
import io.counterstream.contract.advice.Spelling;
import io.counterstream.contract.settings.ServiceLinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** The settings of analytics, checked. Immutable; {@link AnalyticsKeys} says what each means. */
public final class AnalyticsSettings {
  private static final String ENVIRONMENT_PREFIX = "COUNTERSTREAM_";

  /** Settings of Kafka that another setting, or exactness, depends on. */
  private static final Set<String> FIXED = Set.of(
      "bootstrap.servers",
      "application.id",
      "application.server",
      "processing.guarantee",
      "num.stream.threads",
      "num.standby.replicas",
      "state.dir",
      "isolation.level",
      "group.id",
      "auto.offset.reset",
      "processing.exception.handler",
      "deserialization.exception.handler",
      "production.exception.handler",
      "default.timestamp.extractor");

  private final Map<String, Object> values;
  private final Map<String, String> kafka = new TreeMap<>();

  private AnalyticsSettings(Map<String, Object> values, Map<String, String> given) {
    this.values = values;
    given.forEach((key, value) -> {
      if (key.startsWith(AnalyticsKeys.KAFKA_PREFIX)) {
        kafka.put(key.substring(AnalyticsKeys.KAFKA_PREFIX.length()), value);
      }
    });
  }

  /**
   * Parses settings from a map of names to texts; settings that are not given have defaults.
   *
   * @throws UnusableException that lists every unknown name and every value out of range
   */
  public static AnalyticsSettings of(Map<String, String> given) {
    ConfigDef keys = AnalyticsKeys.definition();
    List<String> faults = new ArrayList<>();
    for (String name : given.keySet()) {
      if (name.startsWith(AnalyticsKeys.KAFKA_PREFIX)) {
        String own = name.substring(AnalyticsKeys.KAFKA_PREFIX.length());
        String client =
            own.replaceFirst("^((main|restore|global)\\.)?(consumer|producer|admin)\\.", "");
        if (FIXED.contains(client)) {
          faults.add(name + ": can't be set: exactness, or another setting, depends on it");
        }
      } else if (!keys.names().contains(name)) {
        faults.add(name + ": no such setting"
            + Spelling.nearest(name, keys.names())
                .map(meant -> "; did you mean " + meant + "?")
                .orElse("; --settings lists all, and kafka.* are Kafka's own"));
      }
    }
    for (ConfigValue value : keys.validate(given)) {
      value.errorMessages().forEach(fault -> faults.add(value.name() + ": " + fault));
    }
    if (faults.isEmpty()) {
      AnalyticsSettings settings = new AnalyticsSettings(keys.parse(given), given);
      settings.fault().ifPresent(faults::add);
      if (faults.isEmpty()) {
        return settings;
      }
    }
    throw new UnusableException("settings are not usable", faults);
  }

  private Optional<String> fault() {
    try {
      topics();
    } catch (IllegalArgumentException malformed) {
      return Optional.of("topic.prefix: " + malformed.getMessage());
    }
    String advertised = text(AnalyticsKeys.ADVERTISED);
    return advertised.isEmpty() || advertised.matches("[^/@]+:[0-9]{1,5}")
        ? Optional.empty()
        : Optional.of("http.advertised must be host:port, found " + advertised);
  }

  /**
   * Reads the environment: {@code COUNTERSTREAM_HTTP_PORT} is {@code http.port}. Variables of other
   * programs, such as the processor's, are passed over.
   */
  static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Set<String> names = AnalyticsKeys.definition().names();
    Map<String, String> given = new TreeMap<>();
    ServiceLinks.without(environment).forEach((variable, value) -> {
      if (variable.startsWith(ENVIRONMENT_PREFIX)) {
        String name = variable
            .substring(ENVIRONMENT_PREFIX.length())
            .toLowerCase(Locale.ROOT)
            .replace('_', '.');
        if (names.contains(name) || name.startsWith(AnalyticsKeys.KAFKA_PREFIX)) {
          given.put(name, value);
        }
      }
    });
    return given;
  }

  /** A table of all settings in Markdown, for the documentation. */
  public static String documentation() {
    return AnalyticsKeys.definition().configKeys().values().stream()
        .map(key -> "| `" + key.name + "` | "
            + (key.defaultValue.equals("") ? "" : "`" + key.defaultValue + "`") + " | "
            + key.documentation + " |")
        .collect(Collectors.joining(
            "\n", "| setting | default | meaning |\n| --- | --- | --- |\n", "\n"));
  }

  AnalyticsTopics topics() {
    return new AnalyticsTopics(
        new Topics(text(AnalyticsKeys.TOPIC_PREFIX)),
        text(AnalyticsKeys.APPLICATION_ID) + "-analytics");
  }

  /** What the topology does, on topics with this many partitions. */
  AnalysisSettings analysis(int partitions) {
    return new AnalysisSettings(
        topics(),
        partitions,
        millis(AnalyticsKeys.GRACE),
        Map.of(
            WindowSpan.SECOND, millis(AnalyticsKeys.SECOND_RETENTION),
            WindowSpan.MINUTE, millis(AnalyticsKeys.MINUTE_RETENTION),
            WindowSpan.HOUR, millis(AnalyticsKeys.HOUR_RETENTION)),
        new RollupRule(text(AnalyticsKeys.SEPARATOR), number(AnalyticsKeys.DEPTH)),
        new ChainRule(
            millis(AnalyticsKeys.PATIENCE), (Boolean) values.get(AnalyticsKeys.SHARED_TABLE)),
        isInMemory());
  }

  /** Whether stores are in memory, instead of in RocksDB. */
  boolean isInMemory() {
    return text(AnalyticsKeys.STORES).equals("memory");
  }

  String text(String key) {
    return values.get(key).toString();
  }

  int number(String key) {
    return ((Number) values.get(key)).intValue();
  }

  private Duration millis(String key) {
    return Duration.ofMillis(((Number) values.get(key)).longValue());
  }

  /** Settings for Kafka's clients and Kafka Streams, without their prefix. */
  Map<String, Object> kafka() {
    Map<String, Object> all = new HashMap<>(kafka);
    all.put("bootstrap.servers", text(AnalyticsKeys.BOOTSTRAP));
    return all;
  }
}
