package io.counterstream.processor.stream;

import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import io.counterstream.core.journal.Fingerprint;
import io.counterstream.processor.repeats.Repeats;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The fields of a command topic's record that are processed.
 *
 * @param offset its offset
 * @param timestampMillis its timestamp, 0 or more
 * @param leaderEpoch its leader epoch, {@link #NO_EPOCH} if unknown
 * @param key its key, may be null
 * @param value its value, may be null
 */
record PolledRecord(long offset, long timestampMillis, int leaderEpoch, byte[] key, byte[] value) {
  /** The leader epoch of a record that does not tell it. */
  static final int NO_EPOCH = -1;

  static PolledRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new PolledRecord(
        record.offset(),
        RecordTimestamp.millisOf(record),
        record.leaderEpoch().orElse(NO_EPOCH),
        record.key(),
        record.value());
  }

  /**
   * Requires that this record is the one that is processed: a log that has lost records gives their
   * offsets to others, also between two polls.
   *
   * @throws OutOfOrderException if it is another one
   */
  void requireSameAs(PolledRecord processed) {
    if (offset != processed.offset) {
      throw new OutOfOrderException(
          "offset " + processed.offset + " is processed where " + offset + " is next");
    }
    // Kafka Streams passes on the arrays that the poll has shown, so they are not read.
    if (!Arrays.equals(key, processed.key) || !Arrays.equals(value, processed.value)) {
      throw new OutOfOrderException(
          "another record was polled at offset " + offset + " since the one that is processed");
    }
  }

  /** Decodes the command. */
  DecodedCommand decoded() {
    return CommandCodec.decode(key, value);
  }

  /** Lets later commands be compared with it, if it is one. */
  void rememberIn(Repeats repeats) {
    if (decoded() instanceof DecodedCommand.Valid valid) {
      repeats.remember(offset, timestampMillis, valid.command());
    }
  }

  Fingerprint fingerprint() {
    return Fingerprint.of(leaderEpoch, timestampMillis, key, value);
  }
}
