package io.counterstream.processor.stream;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * A record's value on its way to a topic.
 *
 * @param topic where it goes
 * @param partition where in there; if empty, the producer chooses by the key
 * @param value the bytes, may be null in a dead letter
 */
record OutboundRecord(String topic, OptionalInt partition, byte[] value) {
  /** Writes the bytes as they are. */
  static final class Bytes implements Serializer<OutboundRecord> {
    @Override
    public byte[] serialize(String topic, OutboundRecord emission) {
      return emission == null ? null : emission.value();
    }
  }

  /** Takes the topic from the emission. */
  static final class OwnTopic implements TopicNameExtractor<byte[], OutboundRecord> {
    @Override
    public String extract(byte[] key, OutboundRecord emission, RecordContext context) {
      return emission.topic();
    }
  }

  /** Takes the partition from the emission: an outcome keeps its command's. */
  static final class OwnPartition implements StreamPartitioner<byte[], OutboundRecord> {
    @Override
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, OutboundRecord emission, int partitions) {
      return emission.partition().isPresent()
          ? Optional.of(Set.of(emission.partition().getAsInt()))
          : Optional.empty();
    }
  }
}
