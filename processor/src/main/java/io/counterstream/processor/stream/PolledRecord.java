package io.counterstream.processor.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The fields of a command topic's record that are processed.
 *
 * @param offset its offset
 * @param timestampMillis its timestamp, 0 or more
 * @param key its key, may be null
 * @param value its value, may be null
 */
record PolledRecord(long offset, long timestampMillis, byte[] key, byte[] value) {
  static PolledRecord of(ConsumerRecord<byte[], byte[]> record) {
    return new PolledRecord(
        record.offset(), RecordTimestamp.millisOf(record), record.key(), record.value());
  }
}
