package io.counterstream.processor.repeats;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the records with consumers of its own, one for each thread that reads at the same time. A
 * consumer stays connected for the next partition, since several are taken over at a time.
 * Thread-safe.
 */
public final class KafkaCommandHistory implements CommandHistory {
  private static final Duration POLL = Duration.ofMillis(100);

  /** How long the brokers may take until the next records arrive. */
  private static final Duration BETWEEN_RECORDS_MAX = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final LongSupplier nanoClock;
  private final Queue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  /**
   * Creates it.
   *
   * @param consumers creates a consumer that reads committed records, has no group, and begins at
   *     the log's start where its position was removed
   * @param nanoClock a time that only rises
   */
  public KafkaCommandHistory(Supplier<Consumer<byte[], byte[]>> consumers, LongSupplier nanoClock) {
    this.consumers = consumers;
    this.nanoClock = nanoClock;
  }

  @Override
  public long read(
      TopicPartition partition,
      long from,
      long to,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Consumer<byte[], byte[]> consumer = Optional.ofNullable(idle.poll()).orElseGet(consumers);
    boolean done = false;
    try {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      read(consumer, partition, to, reader);
      long logStart = consumer.beginningOffsets(List.of(partition)).get(partition);
      consumer.unsubscribe();
      done = true;
      return logStart;
    } finally {
      if (done && !closed) {
        idle.add(consumer);
      } else {
        consumer.close();
      }
    }
  }

  private void read(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      long to,
      java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    long position = consumer.position(partition);
    long movedNanos = nanoClock.getAsLong();
    while (position < to) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < to) {
          reader.accept(record);
        }
      }
      long now = nanoClock.getAsLong();
      long next = consumer.position(partition);
      if (next != position) {
        movedNanos = now;
      } else if (now - movedNanos > BETWEEN_RECORDS_MAX.toNanos()) {
        throw new TimeoutException("no records of " + partition + " from offset " + position
            + " on arrived within " + BETWEEN_RECORDS_MAX.toSeconds()
            + " s; those up to " + to + " are needed to recognise commands sent twice");
      }
      position = next;
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Consumer<byte[], byte[]> each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
  }
}
