package io.counterstream.processor.reply;

import io.counterstream.contract.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Finds the topic to which a command asks to send a copy of its outcome, in the headers that
 * Spring's request-reply clients use. Thread-safe.
 *
 * <p>Only existing topics that match the operator's pattern are accepted. Headers that name
 * anything else have no effect.
 */
public final class ReplyTopics {
  private static final String TOPIC = "kafka_replyTopic";
  private static final String PARTITION = "kafka_replyPartition";

  /** Kafka's own rule for names. It also bounds the input of the operator's pattern. */
  private static final Pattern LEGAL_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]++");

  private static final int NAME_LENGTH_MAX = 249;

  private final Pattern allowed;
  private final Topics own;
  private final Function<String, Optional<ReplyTopicCapacity>> lookup;
  private final Runnable onDropped;

  /**
   * Rules for the topics that commands may name.
   *
   * @param allowed has to match the whole name
   * @param own the processor's own topics, never accepted: a reply there would be a command or a
   *     second outcome
   * @param lookup returns what a topic accepts, or empty if it does not exist or is not known; may
   *     block for a short time
   * @param onDropped runs for each reply to a permitted topic that is not sent
   */
  public ReplyTopics(
      Pattern allowed,
      Topics own,
      Function<String, Optional<ReplyTopicCapacity>> lookup,
      Runnable onDropped) {
    this.onDropped = onDropped;
    this.allowed = allowed;
    this.own = own;
    this.lookup = lookup;
  }

  /**
   * The destination of the reply to a command.
   *
   * @param command the command's headers
   * @param reply the record to send
   * @return empty if the command asks for no reply, or for one that can't be sent
   */
  public Optional<ReplyAddress> addressOf(Headers command, Reply reply) {
    Optional<String> wanted = topic(command);
    Optional<ReplyAddress> found = wanted.flatMap(topic -> lookup
        .apply(topic)
        .filter(capacity -> capacity.accepts(reply, System.currentTimeMillis()))
        .flatMap(capacity -> address(topic, command, capacity)));
    if (wanted.isPresent() && found.isEmpty()) {
      onDropped.run();
    }
    return found;
  }

  private static Optional<ReplyAddress> address(
      String topic, Headers command, ReplyTopicCapacity capacity) {
    Header partition = command.lastHeader(PARTITION);
    if (partition == null) {
      // The producer chooses a partition by the key, so each may be the one.
      return capacity.leaderless().isEmpty()
          ? Optional.of(new ReplyAddress(topic, OptionalInt.empty()))
          : Optional.empty();
    }
    OptionalInt number = number(partition.value());
    return number.isPresent()
            && number.getAsInt() >= 0
            && number.getAsInt() < capacity.partitions()
            && !capacity.leaderless().contains(number.getAsInt())
        ? Optional.of(new ReplyAddress(topic, number))
        : Optional.empty();
  }

  /** The topic that a command names, if the rules accept it. */
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

  /** Reads a big-endian 32-bit integer. */
  private static OptionalInt number(byte[] bytes) {
    return bytes != null && bytes.length == Integer.BYTES
        ? OptionalInt.of(ByteBuffer.wrap(bytes).getInt())
        : OptionalInt.empty();
  }
}
