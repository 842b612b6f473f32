package io.counterstream.client;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.CounterName;
import io.counterstream.contract.json.CommandCodec;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.utils.Utils;

/**
 * Sends commands with an idempotent producer.
 *
 * <p>The partition is chosen here, as Java's producers choose it by default (murmur2 of the key),
 * because the outcome's partition must be known before the command is sent. The producer refreshes
 * the number of partitions every {@code metadata.max.age.ms}, so it notices added ones.
 */
final class KafkaCommandProducer implements CommandProducer {
  private final Producer<byte[], byte[]> producer;
  private final String topic;

  KafkaCommandProducer(Producer<byte[], byte[]> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  @Override
  public int partitionOf(String counter) {
    int hash = Utils.toPositive(Utils.murmur2(CounterName.bytesOf(counter)));
    return hash % producer.partitionsFor(topic).size();
  }

  @Override
  public void send(CounterCommand command, int partition, Consumer<DeliveryReport> callback) {
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
        topic, partition, CounterName.bytesOf(command.counter()), CommandCodec.encode(command));
    Thread caller = Thread.currentThread();
    try {
      producer.send(message, (persisted, failure) -> {
        if (failure == null) {
          callback.accept(new DeliveryReport.Persisted(persisted.offset()));
        } else if (Thread.currentThread() == caller || failure instanceof RecordTooLargeException) {
          // Either the producer's own thread has not seen the record, or no broker would take it.
          callback.accept(new DeliveryReport.NotPersisted(failure));
        } else {
          // An earlier attempt may have been stored although the last one failed.
          callback.accept(new DeliveryReport.PossiblyPersisted(failure));
        }
      });
    } catch (KafkaException | IllegalStateException refused) {
      callback.accept(new DeliveryReport.NotPersisted(refused));
    } catch (RuntimeException | Error broken) {
      // Such as a codec that can't be loaded. The producer may have taken the record before.
      callback.accept(new DeliveryReport.PossiblyPersisted(broken));
    }
  }

  @Override
  public void close(Duration patience) {
    producer.close(patience);
  }
}
