package io.counterstream.testkit.client;

import io.counterstream.testkit.wait.Waiting;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The committed records of one partition, from its beginning to its present end, one by one. Owned
 * by one thread.
 */
public final class PartitionReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final TopicPartition partition;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final long end;
  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();

  PartitionReader(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    this.partition = partition;
    this.consumer = consumer;
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    end = consumer.endOffsets(List.of(partition)).get(partition);
  }

  /** Returns the next record; empty at the end. */
  public Optional<ConsumerRecord<byte[], byte[]>> next() {
    long startNanos = System.nanoTime();
    while (!polled.hasNext() && consumer.position(partition) < end) {
      polled = consumer.poll(POLL).iterator();
      if (System.nanoTime() - startNanos > Waiting.LIMIT.toNanos()) {
        throw new IllegalStateException("can't read " + partition + " to its end " + end);
      }
    }
    return polled.hasNext() ? Optional.of(polled.next()) : Optional.empty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
