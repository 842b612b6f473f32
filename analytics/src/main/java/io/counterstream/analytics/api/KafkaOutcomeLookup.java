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
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads outcomes from the result topics, one request after the other. */
final class KafkaOutcomeLookup implements PlacedOutcomes, AutoCloseable {
  /** How long a request may wait for the brokers. */
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

  /**
   * The {@code fetch.max.wait.ms} of its consumer. It goes from partition to partition: the brokers
   * must not hold a request for the end of one while the records of the next are needed.
   */
  private static final Duration FETCH_WAIT = Duration.ofMillis(10);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

  private final Consumer<byte[], byte[]> consumer;
  private final Topics topics;
  private final Duration timeout;

  /**
   * Creates it.
   *
   * @param consumers creates a consumer without a group, which resets no offset by itself, by its
   *     {@code fetch.max.wait.ms}
   * @param topics the result topics
   */
  static KafkaOutcomeLookup of(
      Function<Duration, Consumer<byte[], byte[]>> consumers, Topics topics) {
    return new KafkaOutcomeLookup(consumers.apply(FETCH_WAIT), topics, REQUEST_TIMEOUT);
  }

  /**
   * Creates it.
   *
   * @param consumer without a group; resets no offset by itself
   * @param topics the result topics
   * @param timeout how long a request may wait for the brokers
   */
  KafkaOutcomeLookup(Consumer<byte[], byte[]> consumer, Topics topics, Duration timeout) {
    this.consumer = consumer;
    this.topics = topics;
    this.timeout = timeout;
  }

  @Override
  public synchronized List<JsonNode> read(List<Parts.Place> places) {
    Map<TopicPartition, NavigableSet<Long>> wanted = new HashMap<>();
    places.forEach(place ->
        wanted.computeIfAbsent(partition(place), unseen -> new TreeSet<>()).add(place.offset()));
    long deadline = System.nanoTime() + timeout.toNanos();
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
    // An empty poll says nothing about the next record: it may be on its way.
    Long next = offsets.first();
    while (next != null) {
      try {
        requireTimeLeft(deadline);
        consumer.seek(partition, next);
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL_TIMEOUT)) {
          if (offsets.contains(record.offset())) {
            found.put(
                record.offset(),
                ApiJson.outcome(
                    record.value(), record.topic(), record.partition(), record.offset()));
          }
        }
        long reached = consumer.position(partition);
        if (reached > next) {
          next = offsets.ceiling(reached);
        } else if (next >= endOf(partition, deadline)) {
          next = null; // The topic was created again.
        }
      } catch (OffsetOutOfRangeException removed) {
        // Retention has removed it.
        next = offsets.higher(next);
      } catch (TimeoutException late) {
        throw new UnavailableException("the brokers have not returned the outcome at offset " + next
            + " of " + partition + " in time");
      }
    }
    return found;
  }

  private long endOf(TopicPartition partition, long deadline) {
    return consumer.endOffsets(List.of(partition), requireTimeLeft(deadline)).get(partition);
  }

  private static Duration requireTimeLeft(long deadline) {
    long nanos = deadline - System.nanoTime();
    if (nanos <= 0) {
      throw new TimeoutException();
    }
    return Duration.ofNanos(nanos);
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
