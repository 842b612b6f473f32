package io.counterstream.processor.stream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Extracts a record's timestamp, never negative: Kafka Streams would skip the record. */
final class RecordTimestamp implements TimestampExtractor {
  static long millisOf(ConsumerRecord<?, ?> record) {
    return Math.max(0, record.timestamp());
  }

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return millisOf(record);
  }
}
