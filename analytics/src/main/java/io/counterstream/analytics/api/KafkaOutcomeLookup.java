package io.counterstream.analytics.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterstream.contract.Outcome;
import io.counterstream.contract.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads outcomes from the result topics, one request after the other. */
final class KafkaOutcomeLookup implements PlacedOutcomes, AutoCloseable {
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;

  /** Takes a consumer without a group, which resets no offset by itself. */
  KafkaOutcomeLookup(Consumer<byte[], byte[]> consumer, Topics topics) {
    this.consumer = consumer;
    this.topics = topics;
  }

  @Override
  public synchronized List<JsonNode> read(List<Parts.Place> places) {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    places.forEach(place ->
        wanted.computeIfAbsent(partition(place), unseen -> new TreeSet<>()).add(place.offset()));
    long deadline = System.nanoTime() + REQUEST_TIMEOUT.toNanos();
    Map<Parts.Place, JsonNode> found = new HashMap<>();
    wanted.forEach((partition, offsets) -> read(partition, offsets, deadline)
        .forEach((offset, outcome) ->
            found.put(new Parts.Place(typeOf(partition), partition.partition(), offset), outcome)));
    return places.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  private TopicPartition partition(Parts.Place place) {
    return new TopicPartition(
        topics.of(Outcome.Type.ofWord(place.type()).orElseThrow()), place.partition());
  }

  private String typeOf(TopicPartition partition) {
    for (Outcome.Type type : Outcome.Type.values()) {
      if (topics.of(type).equals(partition.topic())) {
        return type.word();
      }
    }
    throw new IllegalStateException("not a result topic: " + partition);
  }

  private Map<Long, JsonNode> read(
      TopicPartition partition, NavigableSet<Long> offsets, long deadline) {
    Map<Long, JsonNode> found = new TreeMap<>();
    consumer.assign(List.of(partition));
    Long next = offsets.first();
    while (next != null && System.nanoTime() - deadline < 0) {
      consumer.seek(partition, next);
      long passed = next;
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
          passed = record.offset();
          if (offsets.contains(passed)) {
            found.put(
                passed,
                ApiJson.outcome(record.value(), record.topic(), record.partition(), passed));
          }
        }
      } catch (OffsetOutOfRangeException removed) {
        // Retention has removed it.
      }
      next = offsets.higher(passed);
    }
    return found;
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
