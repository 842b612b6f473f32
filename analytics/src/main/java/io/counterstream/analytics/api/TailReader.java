package io.counterstream.analytics.api;

import io.counterstream.contract.json.OutcomeCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of the result topics into the ring while anybody looks, beginning a little
 * before their ends. It is apart from Kafka Streams: an outcome is shown once it is committed.
 */
final class TailReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TailReader.class);
  /** The {@code fetch.max.wait.ms} of its consumer: Kafka's default. */
  private static final Duration FETCH_WAIT = Duration.ofMillis(500);

  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final long BEFORE_END = 50;

  private final Function<Duration, Consumer<byte[], byte[]>> consumers;
  private final List<TopicPartition> partitions;
  private final TailRing ring;
  private final BooleanSupplier wanted;
  private Consumer<byte[], byte[]> consumer;
  private Map<TopicPartition, Long> endsAtStart = Map.of();
  private boolean closed;

  /** Outcomes from before the first viewer, until all are read. */
  private final List<TailRing.Entry> before = new ArrayList<>();

  /** The partitions that were not read from their begin. */
  private final Set<TopicPartition> partial = new HashSet<>();

  /**
   * Creates it.
   *
   * @param consumers creates a consumer without a group, by its {@code fetch.max.wait.ms}
   * @param wanted whether anybody looks
   */
  TailReader(
      Function<Duration, Consumer<byte[], byte[]>> consumers,
      List<TopicPartition> partitions,
      TailRing ring,
      BooleanSupplier wanted) {
    this.consumers = consumers;
    this.partitions = partitions;
    this.ring = ring;
    this.wanted = wanted;
  }

  /** Called again and again by one thread; returns after a poll. */
  synchronized void read() {
    try {
      if (!wanted.getAsBoolean() || closed) {
        stop();
      } else {
        start();
        consumer.poll(POLL_TIMEOUT).forEach(this::add);
        if (!ring.isReady()
            && endsAtStart.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
          inOrder(before, partial).forEach(ring::add);
          before.clear();
          ring.ready();
        }
      }
    } catch (WakeupException stopped) {
      stop();
    } catch (KafkaException failed) {
      LOG.warn("The live tail begins again: {}", failed.getMessage());
      stop();
    }
  }

  private void start() {
    if (consumer == null) {
      consumer = consumers.apply(FETCH_WAIT);
      consumer.assign(partitions);
      endsAtStart = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      before.clear();
      partial.clear();
      endsAtStart.forEach((partition, end) -> {
        long from = Math.max(begins.get(partition), end - BEFORE_END);
        consumer.seek(partition, from);
        if (from > begins.get(partition)) {
          partial.add(partition);
        }
      });
    }
  }

  /**
   * Puts outcomes of several partitions in the order of time, from where none is missing on.
   *
   * @param partial partitions of which earlier outcomes were not read
   */
  static List<TailRing.Entry> inOrder(
      List<TailRing.Entry> read, Collection<TopicPartition> partial) {
    Map<TopicPartition, Instant> firsts = new HashMap<>();
    read.forEach(entry -> firsts.putIfAbsent(
        new TopicPartition(entry.topic(), entry.partition()), entry.outcome().timestamp()));
    firsts.keySet().retainAll(partial);
    Instant complete = firsts.values().stream().max(Comparator.naturalOrder()).orElse(Instant.MIN);
    return read.stream()
        .filter(entry -> !entry.outcome().timestamp().isBefore(complete))
        .sorted(Comparator.comparing(entry -> entry.outcome().timestamp()))
        .toList();
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    OutcomeCodec.tryDecode(record.value())
        .map(outcome -> new TailRing.Entry(
            outcome, record.value(), record.topic(), record.partition(), record.offset()))
        .ifPresent(ring.isReady() ? ring::add : before::add);
  }

  private void stop() {
    if (consumer != null) {
      consumer.close();
      consumer = null;
      ring.restart();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    stop();
  }

  /** All partitions of topics. */
  static List<TopicPartition> partitionsOf(List<String> topics, int count) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (int partition = 0; partition < count; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
    }
    return partitions;
  }
}
