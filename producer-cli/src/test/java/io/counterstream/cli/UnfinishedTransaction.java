package io.counterstream.cli;

import io.counterstream.testkit.Deployment;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A transaction with a record in each partition of a topic, which is aborted at the end. */
final class UnfinishedTransaction implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;

  private UnfinishedTransaction(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  static UnfinishedTransaction begin(Deployment deployment, String topic) {
    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            deployment.servers().bootstrapServers(),
            "transactional.id",
            UUID.randomUUID().toString()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
    producer.initTransactions();
    producer.beginTransaction();
    producer
        .partitionsFor(topic)
        .forEach(each -> producer.send(
            new ProducerRecord<>(topic, each.partition(), new byte[] {1}, new byte[] {1})));
    producer.flush();
    return new UnfinishedTransaction(producer);
  }

  @Override
  public void close() {
    producer.abortTransaction();
    producer.close();
  }
}
