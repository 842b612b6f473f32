package io.counterstream.processor.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.metrics.KafkaMetric;

/**
 * Remembers the offsets that go into a transaction and tells them once its commit has returned: the
 * public way to know a committed offset. Adds the marks of {@link ResetGuard} to each transaction.
 * Everything else is passed through.
 */
final class CommitTrackingProducer implements Producer<byte[], byte[]> {
  private final Producer<byte[], byte[]> producer;
  private final Lookahead lookahead;
  private final ConsumerGroupMetadata decidedOffsetsGroup;
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

  /**
   * Around a producer.
   *
   * @param producer the real one
   * @param lookahead is told of commits
   * @param decidedOffsetsGroup the group that holds the marks
   */
  CommitTrackingProducer(
      Producer<byte[], byte[]> producer,
      Lookahead lookahead,
      ConsumerGroupMetadata decidedOffsetsGroup) {
    this.producer = producer;
    this.lookahead = lookahead;
    this.decidedOffsetsGroup = decidedOffsetsGroup;
  }

  @Override
  public void beginTransaction() {
    uncommitted.clear();
    producer.beginTransaction();
    lookahead.ofThisThread().transactionBegan(System.nanoTime());
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    Map<TopicPartition, OffsetAndMetadata> marks = lookahead.ofThisThread().marks(offsets);
    recoverably(() -> {
      // The group first: it refuses who is no longer a member, so a zombie moves no mark.
      producer.sendOffsetsToTransaction(offsets, group);
      if (!marks.isEmpty()) {
        producer.sendOffsetsToTransaction(marks, decidedOffsetsGroup);
      }
    });
    uncommitted.putAll(offsets);
  }

  @Override
  public void commitTransaction() {
    recoverably(producer::commitTransaction);
    ThreadWork work = lookahead.ofThisThread();
    work.transactionEnded();
    uncommitted.forEach((partition, offset) -> work.committed(partition, offset.offset()));
    uncommitted.clear();
  }

  /**
   * A transaction that the brokers have aborted, such as one that an outage let grow too old, is
   * reported in ways that Kafka Streams takes for a reason to stop for good. To be fenced is what
   * it understands: it joins the group again with a new producer, and the commands come again.
   */
  private static void recoverably(Runnable transactional) {
    try {
      transactional.run();
    } catch (KafkaException failed) {
      for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
        if (cause instanceof InvalidTxnStateException
            || cause instanceof TransactionAbortableException) {
          throw new ProducerFencedException(
              "the transaction was aborted by the brokers: " + cause.getMessage());
        }
      }
      throw failed;
    }
  }

  @Override
  public void abortTransaction() {
    uncommitted.clear();
    lookahead.ofThisThread().transactionEnded();
    producer.abortTransaction();
  }

  @Override
  public void initTransactions() {
    producer.initTransactions();
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    return producer.send(record, callback);
  }

  @Override
  public void flush() {
    producer.flush();
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return producer.partitionsFor(topic);
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return producer.metrics();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {
    producer.registerMetricForSubscription(metric);
  }

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {
    producer.unregisterMetricFromSubscription(metric);
  }

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return producer.clientInstanceId(timeout);
  }

  @Override
  public void close() {
    producer.close();
  }

  @Override
  public void close(Duration timeout) {
    producer.close(timeout);
  }
}
