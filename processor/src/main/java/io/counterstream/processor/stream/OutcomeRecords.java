package io.counterstream.processor.stream;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.contract.kafka.OutcomeHeaders;
import io.counterstream.processor.reply.Reply;
import io.counterstream.processor.reply.ReplyTopics;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Builds the records of one partition's outcomes and dead letters.
 *
 * <p>They have the command's key and timestamp, an outcome the headers that its command passes on,
 * a dead letter all headers of its record. A record that is too large for its topic
 * would stop the partition. So an outcome that is too large loses the headers of its command, and a
 * key that is not a counter's name; a dead letter that is too large loses key, headers and value,
 * and names the position of the whole record.
 */
final class OutcomeRecords {
  /** The largest size of the headers that are added and of the record's fixed fields, in bytes. */
  private static final int OWN_HEADERS_BYTES = 4096;

  private final Topics topics;
  private final OutcomeFormat format;
  private final ReplyTopics replies;
  private final Uuid topicId;
  private final int partition;

  OutcomeRecords(TaskDependencies dependencies, int partition) {
    this.topics = dependencies.topics();
    this.format = dependencies.format();
    this.replies = dependencies.replies();
    this.topicId = dependencies.topic().id();
    this.partition = partition;
  }

  Record<byte[], OutboundRecord> outcome(
      Record<byte[], byte[]> command, long offset, Outcome outcome) {
    byte[] value = OutcomeCodec.encode(outcome);
    OutboundRecord outbound =
        new OutboundRecord(topics.of(outcome.type()), OptionalInt.of(partition), value);
    Headers passedOn = OutcomeHeaders.passedOnBy(command.headers());
    boolean fits = bytesOf(command.key(), value, passedOn) <= format.recordBytesMax();
    Record<byte[], OutboundRecord> record = fits
        ? new Record<>(command.key(), outbound, command.timestamp(), passedOn)
        : new Record<>(boundedKey(command), outbound, command.timestamp());
    format.headers().addTo(record.headers(), position(offset), outcome);
    return record;
  }

  /** A key that is not a counter's name may have any size. */
  private static byte[] boundedKey(Record<byte[], byte[]> command) {
    return length(command.key()) <= CounterName.BYTES_MAX ? command.key() : null;
  }

  /** The copy of an outcome for the reply topic that its command names, if one is sent. */
  Optional<Record<byte[], OutboundRecord>> reply(
      Record<byte[], byte[]> command, Record<byte[], OutboundRecord> outcome) {
    byte[] value = outcome.value().value();
    Reply reply = new Reply(
        outcome.key() != null,
        outcome.timestamp(),
        bytesOf(outcome.key(), value, outcome.headers()));
    return replies
        .addressOf(command.headers(), reply)
        .map(to -> outcome.withValue(new OutboundRecord(to.topic(), to.partition(), value)));
  }

  Record<byte[], OutboundRecord> deadLetter(
      Record<byte[], byte[]> command, long offset, DecodedCommand.Unreadable unreadable) {
    boolean fits =
        bytesOf(command.key(), command.value(), command.headers()) <= format.recordBytesMax();
    DecodedCommand.Unreadable why = fits
        ? unreadable
        : new DecodedCommand.Unreadable(unreadable.message() + "; too large for this topic, the"
            + " whole record is in " + topics.commands() + " partition " + partition
            + " offset "
            + offset);
    OutboundRecord outbound = new OutboundRecord(
        topics.deadLetters(), OptionalInt.of(partition), fits ? command.value() : null);
    Record<byte[], OutboundRecord> record = fits
        ? new Record<>(command.key(), outbound, command.timestamp(), command.headers())
        : new Record<>(null, outbound, command.timestamp());
    DeadLetterHeaders.addTo(record.headers(), position(offset), why);
    return record;
  }

  private CommandPosition position(long offset) {
    return new CommandPosition(topics.commands(), topicId, partition, offset);
  }

  private static long bytesOf(byte[] key, byte[] value, Headers headers) {
    long bytes = OWN_HEADERS_BYTES + length(key) + length(value);
    for (Header header : headers) {
      bytes += withLength(Utils.utf8Length(header.key())) + withLength(length(header.value()));
    }
    return bytes;
  }

  /** Kafka writes the length before the bytes, as a zigzag integer with 7 bits in each byte. */
  private static long withLength(int bytes) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bytes << 1);
    return Math.max(1, (bits + 6) / 7) + (long) bytes;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
