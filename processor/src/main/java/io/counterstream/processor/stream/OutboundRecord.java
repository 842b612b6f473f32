package io.counterstream.processor.stream;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * A record's value and its destination.
 *
 * @param topic the topic
 * @param partition its partition; if empty, the producer chooses one by the key
 * @param value the bytes, may be null in a dead letter
 */
record OutboundRecord(String topic, OptionalInt partition, byte[] value) {
  /** Writes the bytes unchanged. */
  static final class Bytes implements Serializer<OutboundRecord> {
    @Override
    public byte[] serialize(String topic, OutboundRecord outbound) {
      return outbound == null ? null : outbound.value();
    }
  }

  /** Returns the record's own topic. */
  static final class OwnTopic implements TopicNameExtractor<byte[], OutboundRecord> {
    @Override
    public String extract(byte[] key, OutboundRecord outbound, RecordContext context) {
      return outbound.topic();
    }
  }

  /** Returns the record's own partition: an outcome keeps that of its command. */
  static final class OwnPartition implements StreamPartitioner<byte[], OutboundRecord> {
    /** Deprecated, but Kafka 4.4 still declares it abstract, and its successor calls it. */
    @Override
    @SuppressWarnings("removal")
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, OutboundRecord outbound, int partitions) {
      return outbound.partition().isPresent()
          ? Optional.of(Set.of(outbound.partition().getAsInt()))
          : Optional.empty();
    }
  }
}
