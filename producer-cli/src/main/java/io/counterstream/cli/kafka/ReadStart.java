package io.counterstream.cli.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Where to start reading the outcome topics. */
@FunctionalInterface
public interface ReadStart {
  /** At the next outcome that is committed. */
  ReadStart NOW = KafkaConsumer::endOffsets;

  /** At the oldest outcome. */
  ReadStart BEGINNING = KafkaConsumer::beginningOffsets;

  /** At the first outcome of each partition whose command is not older than {@code time}. */
  static ReadStart since(Instant time) {
    return (consumer, places, patience) -> {
      Map<TopicPartition, Long> times = new HashMap<>();
      places.forEach(place -> times.put(place, time.toEpochMilli()));
      Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(places, patience));
      consumer
          .offsetsForTimes(times, patience)
          .forEach((place, found) -> place(offsets, place, found));
      return offsets;
    };
  }

  /** Returns the start offset of each partition. */
  Map<TopicPartition, Long> offsets(
      KafkaConsumer<byte[], byte[]> consumer, Collection<TopicPartition> places, Duration patience);

  // A partition that ends before that time has no such offset.
  private static void place(
      Map<TopicPartition, Long> offsets, TopicPartition place, OffsetAndTimestamp found) {
    if (found != null) {
      offsets.put(place, found.offset());
    }
  }
}
