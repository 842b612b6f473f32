package io.counterstream.client;

import io.counterstream.contract.CounterName;
import io.counterstream.contract.IncrementCommand;
import io.counterstream.contract.json.CommandCodec;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.utils.Utils;

/**
 * The command topic behind an idempotent producer.
 *
 * <p>The partition is chosen here, as Java's producers choose it by default (murmur2 of the key),
 * because the place of the outcome has to be known before the command is sent. The producer asks
 * for the number of partitions every {@code metadata.max.age.ms}, so added ones are noticed.
 */
final class KafkaCommandLog implements CommandLog {
  private final Producer<byte[], byte[]> producer;
  private final String topic;

  KafkaCommandLog(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  @Override
  public int partitionOf(String counter) {
    int hash = Utils.toPositive(Utils.murmur2(CounterName.bytesOf(counter)));
    return hash % producer.partitionsFor(topic).size();
  }

  @Override
  public void append(IncrementCommand command, int partition, Consumer<Delivery> done) {
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
        topic, partition, CounterName.bytesOf(command.counter()), CommandCodec.encode(command));
    Thread caller = Thread.currentThread();
    try {
      producer.send(message, (stored, failure) -> {
        if (failure == null) {
          done.accept(new Delivery.Stored(stored.offset()));
        } else if (Thread.currentThread() == caller || failure instanceof RecordTooLargeException) {
          // The producer's own thread has not seen it yet, or no broker would take it.
          done.accept(new Delivery.NotStored(failure));
        } else {
          // An earlier attempt may have been stored although this answer is a failure.
          done.accept(new Delivery.Unknown(failure));
        }
      });
    } catch (KafkaException | IllegalStateException refused) {
      done.accept(new Delivery.NotStored(refused));
    }
  }

  @Override
  public void close(Duration patience) {
    producer.close(patience);
  }
}
