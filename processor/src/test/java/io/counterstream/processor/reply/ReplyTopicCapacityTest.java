package io.counterstream.processor.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.processor.reply.ReplyTopicCapacity.Keys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

/** Which replies topics accept, read from their descriptions. */
class ReplyTopicCapacityTest {
  private static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TopicPartitionInfo PARTITION =
      new TopicPartitionInfo(0, new Node(1, "broker", 9092), List.of(), List.of());
  private static final TopicDescription TOPIC =
      new TopicDescription("t", false, List.of(PARTITION, PARTITION), null);

  @Test
  void aPlainTopicTakesRecordsUpToItsSize() {
    assertThat(ReplyTopicCapacity.of(TOPIC, config(Map.of()), 90))
        .contains(new ReplyTopicCapacity(2, 90, Keys.OPTIONAL, FOREVER, HOUR, Set.of()));
  }

  @Test
  void aCompactedTopicTakesRecordsWithKeys() {
    Config config = config(Map.of("cleanup.policy", "delete,compact"));
    assertThat(ReplyTopicCapacity.of(TOPIC, config, 90))
        .contains(new ReplyTopicCapacity(2, 90, Keys.REQUIRED, FOREVER, HOUR, Set.of()));
  }

  @Test
  void aTopicWithItsOwnTimestampsTakesAnyAge() {
    Config config = config(
        Map.of("message.timestamp.type", "LogAppendTime", "message.timestamp.before.max.ms", "1"));
    assertThat(ReplyTopicCapacity.of(TOPIC, config, 90))
        .contains(new ReplyTopicCapacity(2, 90, Keys.OPTIONAL, FOREVER, FOREVER, Set.of()));
  }

  @Test
  void aBoundThatTheBrokersDoNotShowIsNone() {
    Config config = new Config(List.of(
        new ConfigEntry("cleanup.policy", "delete"),
        new ConfigEntry("max.message.bytes", "100"),
        new ConfigEntry("message.timestamp.type", "CreateTime")));
    assertThat(ReplyTopicCapacity.of(TOPIC, config, 90))
        .contains(new ReplyTopicCapacity(2, 90, Keys.OPTIONAL, FOREVER, FOREVER, Set.of()));
  }

  @Test
  void partitionsWithoutALeaderAreNamed() {
    TopicPartitionInfo leaderless = new TopicPartitionInfo(1, null, List.of(), List.of());
    TopicPartitionInfo noNode = new TopicPartitionInfo(2, Node.noNode(), List.of(), List.of());
    TopicDescription topic =
        new TopicDescription("t", false, List.of(PARTITION, leaderless, noNode), null);
    assertThat(ReplyTopicCapacity.of(topic, config(Map.of()), 90).orElseThrow().leaderless())
        .containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void kafkasOwnTopicsTakeNothing() {
    TopicDescription internal = new TopicDescription("t", true, List.of(PARTITION), null);
    assertThat(ReplyTopicCapacity.of(internal, config(Map.of()), 90)).isEmpty();
  }

  @Test
  void topicsThatWeMayNotWriteToTakeNothing() {
    assertThat(ReplyTopicCapacity.of(allowing(AclOperation.READ), config(Map.of()), 90))
        .isEmpty();
    assertThat(ReplyTopicCapacity.of(allowing(AclOperation.WRITE), config(Map.of()), 90))
        .isPresent();
  }

  private static TopicDescription allowing(AclOperation operation) {
    return new TopicDescription("t", false, List.of(PARTITION), Set.of(operation));
  }

  private static Config config(Map<String, String> differences) {
    Map<String, String> values = new HashMap<>(Map.of(
        "cleanup.policy", "delete",
        "max.message.bytes", "100",
        "message.timestamp.type", "CreateTime",
        "message.timestamp.before.max.ms", Long.toString(Long.MAX_VALUE),
        "message.timestamp.after.max.ms", "3600000"));
    values.putAll(differences);
    return new Config(values.entrySet().stream()
        .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
        .toList());
  }
}
