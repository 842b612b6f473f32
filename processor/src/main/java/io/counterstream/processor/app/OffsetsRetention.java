package io.counterstream.processor.app;

import io.counterstream.contract.kafka.KafkaFutures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * For how long a cluster keeps offsets, and the command topic its records. A processor that was off
 * for a time in between starts at the topic's first record, without an offset.
 *
 * @param ofOffsets the time after which brokers expire the offsets of a group without members
 * @param ofCommands the time after which they remove commands, negative for never
 */
record OffsetsRetention(Duration ofOffsets, Duration ofCommands) {
  private static final String OFFSETS = "offsets.retention.minutes";

  /**
   * Reads both times.
   *
   * @param commands the command topic's configuration
   * @throws KafkaException if Kafka does not return them, as some services do not
   */
  static OffsetsRetention of(Admin admin, Config commands) {
    Node any = KafkaFutures.await(admin.describeCluster().nodes()).iterator().next();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
    Config config =
        KafkaFutures.await(admin.describeConfigs(List.of(broker)).all()).get(broker);
    return of(config, commands);
  }

  /** Reads both times from a broker's configuration and the command topic's. */
  static OffsetsRetention of(Config broker, Config commands) {
    return new OffsetsRetention(
        Duration.ofMinutes(number(broker, OFFSETS)),
        Duration.ofMillis(number(commands, TopicConfig.RETENTION_MS_CONFIG)));
  }

  private static long number(Config config, String name) {
    return Optional.ofNullable(config.get(name))
        .map(ConfigEntry::value)
        .map(Long::parseLong)
        .orElseThrow(() -> new KafkaException("the brokers do not show " + name));
  }

  /** What to tell the operator; empty if items of deleted counters outlive the commands. */
  Optional<String> warning(String topic, Duration ofDeleted) {
    boolean enough = !ofCommands.isNegative() && ofCommands.compareTo(ofDeleted) <= 0;
    String kept = ofCommands.isNegative() ? "for ever" : "for " + ofCommands.toHours() + " h";
    return enough
        ? Optional.empty()
        : Optional.of(
            "Topic " + topic + " keeps commands " + kept + ", but the table keeps items of"
                + " deleted counters for " + ofDeleted.toDays() + " days: if no processor runs for"
                + " longer, commands that it had decided, but not committed, may be applied again."
                + " Raise " + SettingKeys.DELETED_RETENTION);
  }

  /** What to tell the operator; empty if offsets are kept for as long as commands. */
  Optional<String> warning(String topic) {
    boolean enough = !ofCommands.isNegative() && ofCommands.compareTo(ofOffsets) <= 0;
    String kept = ofCommands.isNegative() ? "for ever" : "for " + ofCommands.toMinutes() + " min";
    return enough
        ? Optional.empty()
        : Optional.of("Topic " + topic + " keeps commands " + kept + ", but the brokers keep"
            + " offsets for " + ofOffsets.toMinutes() + " min: if no processor runs for longer,"
            + " where the outcomes end has to be found in the result topics. Raise the brokers' "
            + OFFSETS);
  }
}
