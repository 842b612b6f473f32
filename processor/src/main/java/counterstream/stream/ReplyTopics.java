package counterstream.stream;

import counterstream.contract.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where else an outcome goes: the topic that its command names for the reply, as Spring's
 * request-reply clients do.
 *
 * <p>Only topics that the operator's pattern allows and that exist; whatever else the headers say
 * is copied and otherwise ignored, since a record that can't be sent would stop the partition.
 */
public final class ReplyTopics {
  private static final String TOPIC = "kafka_replyTopic";
  private static final String PARTITION = "kafka_replyPartition";

  private final Pattern allowed;
  private final Topics own;
  private final Lookup lookup;

  /**
   * What topics may be named.
   *
   * @param allowed has to match the whole name
   * @param own never named: replies there would be commands, or second outcomes
   * @param lookup tells of existing topics
   */
  public ReplyTopics(Pattern allowed, Topics own, Lookup lookup) {
    this.allowed = allowed;
    this.own = own;
    this.lookup = lookup;
  }

  /** Tells of existing topics. Thread-safe; may block for a moment, and remembers. */
  @FunctionalInterface
  public interface Lookup {
    /** What a topic takes; empty if it does not exist or can't be looked up. */
    Optional<Capacity> capacityOf(String topic);
  }

  /**
   * What a topic takes.
   *
   * @param partitions how many it has
   * @param recordBytesMax the largest record, in bytes
   */
  public record Capacity(int partitions, int recordBytesMax) {}

  /**
   * Where the reply to a command goes, if to anywhere.
   *
   * @param command the command's headers
   * @param value the outcome
   * @param recordBytes the size of the outcome's record
   */
  Optional<Emission> reply(Headers command, byte[] value, long recordBytes) {
    Header named = command.lastHeader(TOPIC);
    if (named == null || named.value() == null) {
      return Optional.empty();
    }
    String topic = new String(named.value(), StandardCharsets.UTF_8);
    if (topic.isEmpty() || own.all().contains(topic) || !allowed.matcher(topic).matches()) {
      return Optional.empty();
    }
    Optional<Capacity> capacity = lookup.capacityOf(topic);
    Header partition = command.lastHeader(PARTITION);
    if (capacity.isEmpty() || recordBytes > capacity.get().recordBytesMax()) {
      return Optional.empty();
    }
    if (partition == null) {
      return Optional.of(new Emission(topic, OptionalInt.empty(), value));
    }
    OptionalInt number = number(partition.value());
    return number.isPresent()
            && number.getAsInt() >= 0
            && number.getAsInt() < capacity.get().partitions()
        ? Optional.of(new Emission(topic, number, value))
        : Optional.empty();
  }

  /** Four bytes, the highest first. */
  private static OptionalInt number(byte[] bytes) {
    return bytes != null && bytes.length == Integer.BYTES
        ? OptionalInt.of(ByteBuffer.wrap(bytes).getInt())
        : OptionalInt.empty();
  }
}
