package counterstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import counterstream.contract.Topics;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A reply goes only where nothing can refuse it. */
class ReplyTopicsTest {
  private static final byte[] VALUE = {1};
  private static final byte[] NONE = {};
  private static final int BYTES_MAX = 100;

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments("it is allowed and exists", "replies", NONE, 100, "replies any"),
        arguments("it names a partition", "replies", new byte[] {0, 0, 0, 2}, 1, "replies 2"),
        arguments("it has no such partition", "replies", new byte[] {0, 0, 0, 3}, 1, "none"),
        arguments("a partition is not negative", "replies", new byte[] {-1, 0, 0, 0}, 1, "none"),
        arguments("a partition has four bytes", "replies", new byte[] {2}, 1, "none"),
        arguments("the record is too large", "replies", NONE, 101, "none"),
        arguments("the topic does not exist", "missing", NONE, 1, "none"),
        arguments("the pattern forbids it", "secrets", NONE, 1, "none"),
        arguments("it would be a command", "counter-commands", NONE, 1, "none"),
        arguments("it would be a second outcome", "counter-applied", NONE, 1, "none"),
        arguments("it is empty", "", NONE, 1, "none"));
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
    ReplyTopics replies = new ReplyTopics(
        Pattern.compile("(?!secrets).*"),
        Topics.DEFAULT,
        name -> name.equals("missing")
            ? Optional.empty()
            : Optional.of(new ReplyTopics.Capacity(3, BYTES_MAX)));
    String found = replies
        .reply(command, VALUE, bytes)
        .map(reply -> reply.topic() + " " + text(reply.partition()))
        .orElse("none");
    assertThat(found).isEqualTo(wanted);
  }

  private static String text(OptionalInt partition) {
    return partition.isPresent() ? Integer.toString(partition.getAsInt()) : "any";
  }
}
