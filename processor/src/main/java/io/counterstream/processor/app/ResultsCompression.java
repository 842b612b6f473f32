package io.counterstream.processor.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * How the producer compresses outcomes, replies and dead letters.
 *
 * @param settings the producer's settings
 */
record ResultsCompression(Map<String, Object> settings) {
  private static final List<String> TYPES = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final Map<String, String> LEVELS = Map.of(
      "gzip", ProducerConfig.COMPRESSION_GZIP_LEVEL_CONFIG,
      "lz4", ProducerConfig.COMPRESSION_LZ4_LEVEL_CONFIG,
      "zstd", ProducerConfig.COMPRESSION_ZSTD_LEVEL_CONFIG);

  /**
   * Parses a type, or a type and a level with a colon between them.
   *
   * @throws IllegalArgumentException if there is no such type or level
   */
  static ResultsCompression of(String text) {
    int colon = text.indexOf(':');
    String type = colon < 0 ? text : text.substring(0, colon);
    if (!TYPES.contains(type)) {
      throw new IllegalArgumentException(
          "must be one of " + String.join(", ", TYPES) + ", was " + text);
    }
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, type);
    if (colon >= 0) {
      String key = LEVELS.get(type);
      if (key == null) {
        throw new IllegalArgumentException(type + " has no levels, was " + text);
      }
      settings.put(key, level(key, text.substring(colon + 1), text));
    }
    return new ResultsCompression(Map.copyOf(settings));
  }

  /** Parses a level in the range that Kafka's producer checks. */
  private static int level(String key, String level, String text) {
    try {
      int number = Integer.parseInt(level);
      ProducerConfig.configDef().configKeys().get(key).validator.ensureValid(key, number);
      return number;
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException("the level must be a number, was " + text);
    } catch (ConfigException outOfRange) {
      throw new IllegalArgumentException(outOfRange.getMessage());
    }
  }
}
