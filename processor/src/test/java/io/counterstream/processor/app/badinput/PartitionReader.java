package io.counterstream.processor.app.badinput;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The committed records of one partition, from its beginning to its present end, one by one. */
final class PartitionReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long end;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled =
      List.<ConsumerRecord<byte[], byte[]>>of().iterator();

  PartitionReader(String bootstrap, TopicPartition partition) {
    this.partition = partition;
    consumer = new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "isolation.level",
            "read_committed",
            // Closing waits for the fetch that is under way.
            "fetch.max.wait.ms",
            50),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    end = consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** The next record; empty at the end. */
  Optional<ConsumerRecord<byte[], byte[]>> next() {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!polled.hasNext() && consumer.position(partition) < end) {
      polled = consumer.poll(POLL).iterator();
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError(partition + " can't be read to its end " + end);
      }
    }
    return polled.hasNext() ? Optional.of(polled.next()) : Optional.empty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
