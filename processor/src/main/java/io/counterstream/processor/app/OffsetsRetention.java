package io.counterstream.processor.app;

import io.counterstream.contract.kafka.KafkaFutures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

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
   * @throws org.apache.kafka.common.KafkaException if Kafka does not return them
   */
  static OffsetsRetention of(Admin admin, Config commands) {
    Node any = KafkaFutures.await(admin.describeCluster().nodes()).iterator().next();
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, any.idString());
    Config config =
        KafkaFutures.await(admin.describeConfigs(List.of(broker)).all()).get(broker);
    return new OffsetsRetention(
        Duration.ofMinutes(Long.parseLong(config.get(OFFSETS).value())),
        Duration.ofMillis(Long.parseLong(commands.get("retention.ms").value())));
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
