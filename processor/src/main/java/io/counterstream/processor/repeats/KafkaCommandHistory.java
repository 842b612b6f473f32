package io.counterstream.processor.repeats;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the records with a consumer of their own. Thread-safe. */
public final class KafkaCommandHistory implements CommandHistory {
  private static final Duration POLL = Duration.ofMillis(100);

  /** How long the brokers may take until the next records arrive. */
  private static final Duration BETWEEN_RECORDS_MAX = Duration.ofSeconds(10);

  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final LongSupplier nanoClock;

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
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long position = from;
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
      return consumer.beginningOffsets(List.of(partition)).get(partition);
    }
  }
}
