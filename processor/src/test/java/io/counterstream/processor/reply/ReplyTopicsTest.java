package io.counterstream.processor.reply;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.counterstream.contract.Topics;
import io.counterstream.processor.reply.ReplyTopicCapacity.Keys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A reply is sent only to a topic that accepts it. */
class ReplyTopicsTest {
  private static final byte[] NONE = {};
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int BYTES_MAX = 100;

  private final AtomicInteger dropped = new AtomicInteger();

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("it is allowed and exists", "replies", NONE, 100, "replies any"),
        arguments("it names a partition", "replies", new byte[] {0, 0, 0, 2}, 1, "replies 2"),
        arguments("it has no such partition", "replies", new byte[] {0, 0, 0, 3}, 1, "none"),
        arguments("a partition is not negative", "replies", new byte[] {-1, 0, 0, 0}, 1, "none"),
        arguments("a partition has four bytes", "replies", new byte[] {2}, 1, "none"),
        arguments("the record is too large", "replies", NONE, 101, "none"),
        arguments(
            "its partition has a leader",
            "partly-down",
            new byte[] {0, 0, 0, 2},
            1,
            "partly-down 2"),
        arguments("its partition has none", "partly-down", new byte[] {0, 0, 0, 1}, 1, "none"),
        arguments("the key may choose one that has none", "partly-down", NONE, 1, "none"),
        arguments("the topic does not exist", "missing", NONE, 1, "none"),
        arguments("the pattern forbids it", "secrets", NONE, 1, "none"),
        arguments("it would be a command", "counter-commands", NONE, 1, "none"),
        arguments("it would be a second outcome", "counter-applied", NONE, 1, "none"),
        arguments("it is empty", "", NONE, 1, "none"),
        arguments("it is a directory", "..", NONE, 1, "none"),
        arguments("names have no spaces", "a b", NONE, 1, "none"),
        arguments("names end where they end", "replies\n", NONE, 1, "none"),
        arguments("names are ASCII", "é", NONE, 1, "none"),
        arguments("a name is short", "a".repeat(249), NONE, 1, "a".repeat(249) + " any"),
        arguments("no name is long", "a".repeat(250), NONE, 1, "none"),
        arguments("no name is so long", "a".repeat(500_000), NONE, 1, "none"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("headers")
  void sendsOnlyWhatCanArrive(
      String because, String topic, byte[] partition, int bytes, String wanted) {
    Headers command = new ProducerRecord<byte[], byte[]>("commands", null).headers();
    command.add("kafka_replyTopic", topic.getBytes(UTF_8));
    if (partition != NONE) {
      command.add("kafka_replyPartition", partition);
    }
    assertThat(address(command, keyed(0, bytes))).isEqualTo(wanted);
  }

  @Test
  void ofSeveralNamesTheLastCounts() {
    Headers command = new ProducerRecord<byte[], byte[]>("commands", null).headers();
    command.add("kafka_replyTopic", "first".getBytes(UTF_8));
    command.add("kafka_replyTopic", "second".getBytes(UTF_8));
    assertThat(address(command, keyed(0, 1))).isEqualTo("second any");
    command.add("kafka_replyTopic", null);
    assertThat(address(command, keyed(0, 1))).isEqualTo("none");
    command.add("kafka_replyTopic", new byte[] {(byte) 0xff});
    assertThat(address(command, keyed(0, 1))).isEqualTo("none");
  }

  @Test
  void countsRepliesToPermittedTopicsThatAreNotSent() {
    for (String topic : List.of("partly-down", "missing", "replies", "secrets")) {
      Headers command = new ProducerRecord<byte[], byte[]>("commands", null).headers();
      command.add("kafka_replyTopic", topic.getBytes(UTF_8));
      address(command, keyed(0, 1));
    }
    address(new ProducerRecord<byte[], byte[]>("commands", null).headers(), keyed(0, 1));
    assertThat(dropped).hasValue(2);
  }

  @Test
  void sendsOnlyRecordsThatTheTopicTakes() {
    Headers command = new ProducerRecord<byte[], byte[]>("commands", null).headers();
    command.add("kafka_replyTopic", "compacted".getBytes(UTF_8));
    assertThat(address(command, keyed(0, 1))).isEqualTo("compacted any");
    assertThat(address(command, keyless())).isEqualTo("none");
    command.add("kafka_replyTopic", "recent".getBytes(UTF_8));
    assertThat(address(command, keyless())).isEqualTo("recent any");
    assertThat(address(command, keyed(HOUR.toMillis(), 1))).isEqualTo("none");
    assertThat(address(command, keyed(-HOUR.toMillis(), 1))).isEqualTo("none");
    assertThat(address(command, keyed(System.currentTimeMillis(), 1))).isEqualTo("none");
  }

  private String address(Headers command, Reply reply) {
    return new ReplyTopics(
            Pattern.compile("(?!secrets)(\\w|[^\\w])*"),
            Topics.DEFAULT,
            ReplyTopicsTest::capacity,
            dropped::incrementAndGet)
        .addressOf(command, reply)
        .map(address -> address.topic() + " " + text(address.partition()))
        .orElse("none");
  }

  private static Optional<ReplyTopicCapacity> capacity(String topic) {
    Duration bound = topic.equals("recent") ? HOUR : Duration.ofMillis(Long.MAX_VALUE);
    Keys keys = topic.equals("compacted") ? Keys.REQUIRED : Keys.OPTIONAL;
    Set<Integer> leaderless = topic.equals("partly-down") ? Set.of(1) : Set.of();
    return topic.equals("missing")
        ? Optional.empty()
        : Optional.of(new ReplyTopicCapacity(3, BYTES_MAX, keys, bound, bound, leaderless));
  }

  private static Reply keyed(long ageMillis, int bytes) {
    return new Reply(true, System.currentTimeMillis() - ageMillis, bytes);
  }

  private static Reply keyless() {
    return new Reply(false, System.currentTimeMillis(), 1);
  }

  private static String text(OptionalInt partition) {
    return partition.isPresent() ? Integer.toString(partition.getAsInt()) : "any";
  }
}
