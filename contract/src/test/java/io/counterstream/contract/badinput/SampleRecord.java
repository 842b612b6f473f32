package io.counterstream.contract.badinput;

import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record to send.
 *
 * @param kind how it was made
 * @param key may be null
 * @param value may be null
 * @param headers in order
 * @param named text that the message about its one known fault contains; empty if it may have no
 *     fault or several
 */
public record SampleRecord(
    String kind, byte[] key, byte[] value, Headers headers, Optional<String> named) {
  static SampleRecord of(String kind, byte[] key, byte[] value) {
    return new SampleRecord(kind, key, value, new RecordHeaders(), Optional.empty());
  }

  /** Returns the same record with its one known fault. */
  SampleRecord naming(String what) {
    return new SampleRecord(kind, key, value, headers, Optional.of(what));
  }

  /** Returns a record for this topic. */
  public ProducerRecord<byte[], byte[]> record(String topic) {
    return new ProducerRecord<>(topic, null, key, value, headers);
  }
}
