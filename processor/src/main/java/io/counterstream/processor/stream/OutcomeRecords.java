package io.counterstream.processor.stream;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.contract.json.OutcomeCodec;
import io.counterstream.contract.kafka.CommandPosition;
import io.counterstream.contract.kafka.DeadLetterHeaders;
import io.counterstream.core.LogSource;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes the records of one partition's outcomes and dead letters.
 *
 * <p>They have the command's key, timestamp and headers. A record that no result topic would take
 * would stop the partition for good. So one that grew too large loses the headers copied from its
 * command, and a key that is no counter's name; as a dead letter it loses key, headers and value,
 * and says where the whole record stands.
 */
final class OutcomeRecords {
  /** What our own headers and the record's fixed fields cost at their longest, in bytes. */
  private static final int OWN_HEADERS_BYTES = 4096;

  private final Topics topics;
  private final OutcomeForm form;
  private final ReplyTopics replies;
  private final Uuid topicId;
  private final int partition;

  OutcomeRecords(StreamParts parts, Uuid topicId, int partition) {
    this.topics = parts.topics();
    this.form = parts.form();
    this.replies = parts.replies();
    this.topicId = topicId;
    this.partition = partition;
  }

  /** The log that the commands stand in. */
  LogSource source() {
    return new LogSource(topicId.toString(), partition);
  }

  Record<byte[], OutboundRecord> outcome(
      Record<byte[], byte[]> command, long offset, Outcome outcome) {
    byte[] value = OutcomeCodec.encode(outcome);
    OutboundRecord emission =
        new OutboundRecord(topics.of(outcome.type()), OptionalInt.of(partition), value);
    Record<byte[], OutboundRecord> record = bytesOf(command, value) <= form.recordBytesMax()
        ? new Record<>(command.key(), emission, command.timestamp(), command.headers())
        : new Record<>(boundedKey(command), emission, command.timestamp());
    form.headers().addTo(record.headers(), position(offset), outcome);
    return record;
  }

  /** A key that is no counter's name may have any size. */
  private static byte[] boundedKey(Record<byte[], byte[]> command) {
    return length(command.key()) <= CounterName.BYTES_MAX ? command.key() : null;
  }

  /** The same record once more, for the topic that the command names, if it may. */
  Optional<Record<byte[], OutboundRecord>> reply(
      Record<byte[], byte[]> command, Record<byte[], OutboundRecord> answer) {
    long bytes = bytesOf(command, answer.value().value());
    return replies.reply(command.headers(), answer, bytes).map(answer::withValue);
  }

  Record<byte[], OutboundRecord> deadLetter(
      Record<byte[], byte[]> command, long offset, DecodedCommand.Unreadable unreadable) {
    boolean fits = bytesOf(command, command.value()) <= form.recordBytesMax();
    DecodedCommand.Unreadable why = fits
        ? unreadable
        : new DecodedCommand.Unreadable(unreadable.message() + "; too large for this topic, the"
            + " whole record stands in " + topics.commands() + " partition " + partition
            + " offset "
            + offset);
    OutboundRecord emission = new OutboundRecord(
        topics.deadLetters(), OptionalInt.of(partition), fits ? command.value() : null);
    Record<byte[], OutboundRecord> record = fits
        ? new Record<>(command.key(), emission, command.timestamp(), command.headers())
        : new Record<>(null, emission, command.timestamp());
    DeadLetterHeaders.addTo(record.headers(), position(offset), why);
    return record;
  }

  private CommandPosition position(long offset) {
    return new CommandPosition(topics.commands(), topicId, partition, offset);
  }

  private static long bytesOf(Record<byte[], byte[]> command, byte[] value) {
    long bytes = OWN_HEADERS_BYTES + length(command.key()) + length(value);
    for (Header header : command.headers()) {
      bytes += withLength(Utils.utf8Length(header.key())) + withLength(length(header.value()));
    }
    return bytes;
  }

  /** Kafka writes each length before its bytes, in as few bytes as it needs. */
  private static long withLength(int bytes) {
    return ByteUtils.sizeOfVarint(bytes) + (long) bytes;
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
