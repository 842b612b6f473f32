package io.counterstream.processor.stream;

import io.counterstream.contract.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

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

  /** Kafka's own rule for names; also what keeps a header of any length from the pattern. */
  private static final Pattern LEGAL_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]++");

  private static final int NAME_LENGTH_MAX = 249;

  /** How far the clocks of brokers and of this process may be apart. */
  private static final Duration CLOCKS_APART_MAX = Duration.ofMinutes(1);

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
   * @param keys whether records need one
   * @param ageMax how old a record's timestamp may be
   * @param leadMax how far in the future it may be
   */
  public record Capacity(
      int partitions, int recordBytesMax, Keys keys, Duration ageMax, Duration leadMax) {
    private boolean takes(Record<byte[], OutboundRecord> answer, long recordBytes) {
      Duration age = Duration.ofMillis(System.currentTimeMillis() - answer.timestamp());
      return recordBytes <= recordBytesMax
          && (answer.key() != null || keys == Keys.OPTIONAL)
          && age.plus(CLOCKS_APART_MAX).compareTo(ageMax) <= 0
          && age.negated().plus(CLOCKS_APART_MAX).compareTo(leadMax) <= 0;
    }
  }

  /** Whether records need a key: a compacted topic takes none without. */
  public enum Keys {
    OPTIONAL,
    REQUIRED
  }

  /**
   * Where the reply to a command goes, if to anywhere.
   *
   * @param command the command's headers
   * @param answer the outcome's record
   * @param recordBytes its size
   */
  Optional<OutboundRecord> reply(
      Headers command, Record<byte[], OutboundRecord> answer, long recordBytes) {
    return topic(command)
        .flatMap(topic -> lookup
            .capacityOf(topic)
            .filter(capacity -> capacity.takes(answer, recordBytes))
            .flatMap(capacity -> reply(topic, command, answer, capacity.partitions())));
  }

  private static Optional<OutboundRecord> reply(
      String topic, Headers command, Record<byte[], OutboundRecord> answer, int partitions) {
    byte[] value = answer.value().value();
    Header partition = command.lastHeader(PARTITION);
    if (partition == null) {
      return Optional.of(new OutboundRecord(topic, OptionalInt.empty(), value));
    }
    OptionalInt number = number(partition.value());
    return number.isPresent() && number.getAsInt() >= 0 && number.getAsInt() < partitions
        ? Optional.of(new OutboundRecord(topic, number, value))
        : Optional.empty();
  }

  /** The topic that is named, if it may be. */
  private Optional<String> topic(Headers command) {
    Header named = command.lastHeader(TOPIC);
    if (named == null || named.value() == null || named.value().length > NAME_LENGTH_MAX) {
      return Optional.empty();
    }
    return Optional.of(new String(named.value(), StandardCharsets.UTF_8))
        .filter(topic -> LEGAL_NAME.matcher(topic).matches())
        .filter(topic -> !own.all().contains(topic))
        .filter(topic -> allowed.matcher(topic).matches());
  }

  /** Four bytes, the highest first. */
  private static OptionalInt number(byte[] bytes) {
    return bytes != null && bytes.length == Integer.BYTES
        ? OptionalInt.of(ByteBuffer.wrap(bytes).getInt())
        : OptionalInt.empty();
  }
}
