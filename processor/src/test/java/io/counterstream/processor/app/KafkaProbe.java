package io.counterstream.processor.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Plain clients that know nothing of Counterstream: bytes in, committed bytes out. */
final class KafkaProbe implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String bootstrap;
  private final KafkaProducer<byte[], byte[]> producer;

  KafkaProbe(String bootstrap) {
    this.bootstrap = bootstrap;
    this.producer = new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "compression.type",
            "zstd",
            "max.request.size",
            8 << 20),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  /** Sends without waiting; failures are told on another thread. */
  void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> failed) {
    producer.send(record, (position, failure) -> {
      if (failure != null) {
        failed.accept(failure);
      }
    });
  }

  void flush() {
    producer.flush();
  }

  /** Sends all and waits until the broker has them; where they stand, in the order given. */
  List<RecordMetadata> publish(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    records.forEach(record -> sent.add(producer.send(record)));
    producer.flush();
    List<RecordMetadata> positions = new ArrayList<>();
    for (Future<RecordMetadata> position : sent) {
      try {
        positions.add(position.get());
      } catch (InterruptedException | ExecutionException failed) {
        throw new AssertionError(failed);
      }
    }
    return positions;
  }

  /** Every committed record of these topics, from the beginning to the present end. */
  List<ConsumerRecord<byte[], byte[]>> read(Collection<String> topics) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Set<TopicPartition> partitions = assign(consumer, topics);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.seekToBeginning(partitions);
      Instant deadline = Instant.now().plusSeconds(30);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(POLL).forEach(records::add);
        if (Instant.now().isAfter(deadline)) {
          throw new AssertionError("could not read " + topics + " to the end " + ends);
        }
      }
    }
    return records;
  }

  /** How many committed records these topics have at least; counts until enough or too late. */
  long awaitRecords(Collection<String> topics, long wanted, Duration timeout) {
    long found = 0;
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.seekToBeginning(assign(consumer, topics));
      Instant deadline = Instant.now().plus(timeout);
      while (found < wanted && Instant.now().isBefore(deadline)) {
        found += consumer.poll(POLL).count();
      }
    }
    return found;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "isolation.level",
            "read_committed",
            "max.poll.records",
            10_000,
            // Closing waits for the fetch that is under way.
            "fetch.max.wait.ms",
            50),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static Set<TopicPartition> assign(
      KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
    for (String topic : topics) {
      consumer.partitionsFor(topic).forEach(info -> {
        Set<TopicPartition> all = new HashSet<>(consumer.assignment());
        all.add(new TopicPartition(topic, info.partition()));
        consumer.assign(all);
      });
    }
    return consumer.assignment();
  }

  @Override
  public void close() {
    producer.close();
  }
}
