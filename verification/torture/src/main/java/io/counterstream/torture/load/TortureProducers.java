package io.counterstream.torture.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Two producers, so that commands of one counter come from different ones, as in production. */
final class TortureProducers implements AutoCloseable {
  /** Longer than any fault: a failed send would leave a closed-loop client without an outcome. */
  private static final int DELIVERY_MILLIS = 300_000;

  private final String bootstrap;
  private volatile List<KafkaProducer<byte[], byte[]>> producers;

  TortureProducers(String bootstrap) {
    this.bootstrap = bootstrap;
    producers = List.of(producer(bootstrap), producer(bootstrap));
  }

  /**
   * Replaces both. A producer that has sent to a topic goes on with its sequence numbers in a new
   * topic of that name, and may be refused there for as long as it retries.
   */
  void renew() {
    List<KafkaProducer<byte[], byte[]>> old = producers;
    producers = List.of(producer(bootstrap), producer(bootstrap));
    old.forEach(producer -> producer.close(Duration.ZERO));
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "acks",
            "all",
            "linger.ms",
            2,
            "buffer.memory",
            16 << 20,
            "max.block.ms",
            DELIVERY_MILLIS,
            "request.timeout.ms",
            5000,
            "delivery.timeout.ms",
            DELIVERY_MILLIS,
            "reconnect.backoff.max.ms",
            500),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Sends by the producer of this number, 0 or 1. */
  void send(int producer, ProducerRecord<byte[], byte[]> record, Callback done) {
    producers.get(producer).send(record, done);
  }

  /** Waits until all that was sent is acknowledged or has failed. */
  void flush() {
    producers.forEach(KafkaProducer::flush);
  }

  @Override
  public void close() {
    producers.forEach(producer -> producer.close(Duration.ZERO));
  }
}
