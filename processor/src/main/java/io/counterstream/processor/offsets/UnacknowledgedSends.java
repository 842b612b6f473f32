package io.counterstream.processor.offsets;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Counts the records of a producer that brokers have not acknowledged yet. Thread-safe. */
final class UnacknowledgedSends {
  private static final int DESTINATIONS_NAMED = 3;

  private final Map<Destination, AtomicInteger> counts = new ConcurrentHashMap<>();

  /** A partition of a topic; the partition is null if the producer chooses it. */
  private record Destination(String topic, Integer partition) {
    @Override
    public String toString() {
      return partition == null ? topic : topic + "-" + partition;
    }
  }

  /** A record is sent. Returns the callback to pass to the producer instead of the given one. */
  Callback sending(ProducerRecord<byte[], byte[]> record, Callback callback) {
    AtomicInteger count = counts.computeIfAbsent(
        new Destination(record.topic(), record.partition()), unused -> new AtomicInteger());
    count.incrementAndGet();
    return (metadata, failure) -> {
      count.decrementAndGet();
      if (callback != null) {
        callback.onCompletion(metadata, failure);
      }
    };
  }

  /** The partitions with the most records without acknowledgement, as a phrase. */
  @Override
  public String toString() {
    String most = counts.entrySet().stream()
        .filter(each -> each.getValue().get() > 0)
        .sorted(Comparator.comparing(each -> -each.getValue().get()))
        .limit(DESTINATIONS_NAMED)
        .map(each -> each.getKey() + " (" + each.getValue() + " outcomes)")
        .collect(Collectors.joining(", "));
    return most.isEmpty() ? "the brokers" : most;
  }
}
