package io.counterstream.processor.offsets;

import io.counterstream.contract.failure.Causes;
import io.counterstream.processor.progress.Wait;
import io.counterstream.processor.progress.Wait.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * Commits the decided offsets in each transaction that commits the group's offsets, and reports a
 * committed offset once the commit has returned. Delegates everything else. Used by one stream
 * thread at a time.
 */
final class CommitTrackingProducer implements Producer<byte[], byte[]> {
  private static final List<Class<? extends KafkaException>> ABORTED_BY_THE_BROKERS =
      List.of(InvalidTxnStateException.class, TransactionAbortableException.class);

  /**
   * The time to close at most. Records without a response are aborted then; they belong to a
   * transaction that is not committed.
   */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final Supplier<? extends TransactionListener> currentThread;
  private final ConsumerGroupMetadata decidedOffsetsGroup;
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
  private final UnacknowledgedSends unacknowledged = new UnacknowledgedSends();
  private final Wait sending = new Wait(Kind.SEND, () -> unacknowledged + " to accept outcomes");
  private final Wait flushing = new Wait(
      Kind.SEND, () -> unacknowledged + " to acknowledge outcomes before a commit", this::abandon);
  private final Wait committing =
      new Wait(Kind.COMMIT, () -> "the commit of a transaction: " + unacknowledged);
  private final Wait coordinator =
      new Wait(Kind.COMMIT, () -> "the transaction coordinator to accept or to end a producer");

  private final AtomicReference<Flush> flush = new AtomicReference<>(Flush.NONE);

  /** The state of the flush, which has no limit of its own. */
  private enum Flush {
    NONE,
    WAITING,
    /** The producer is closed, and its transaction will not be committed. */
    ABANDONED
  }

  /**
   * Closes the producer under a flush. Called on any thread: if the flush has returned meanwhile,
   * Kafka Streams uses the producer, and would stop if it was closed.
   */
  private void abandon() {
    if (flush.compareAndSet(Flush.WAITING, Flush.ABANDONED)) {
      producer.close(Duration.ZERO);
    }
  }

  private void during(Wait wait, Runnable blocking) {
    currentThread.get().progress().during(wait, blocking);
  }

  /**
   * Wraps a producer.
   *
   * @param producer the producer to delegate to
   * @param currentThread finds the listener of the calling stream thread
   * @param decidedOffsetsGroup the group that holds the decided offsets
   */
  CommitTrackingProducer(
      Producer<byte[], byte[]> producer,
      Supplier<? extends TransactionListener> currentThread,
      ConsumerGroupMetadata decidedOffsetsGroup) {
    this.producer = producer;
    this.currentThread = currentThread;
    this.decidedOffsetsGroup = decidedOffsetsGroup;
  }

  @Override
  public void beginTransaction() {
    uncommitted.clear();
    producer.beginTransaction();
    currentThread.get().began();
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    Map<TopicPartition, OffsetAndMetadata> decided = currentThread.get().decidedOffsets(offsets);
    Map<TopicPartition, OffsetAndMetadata> next = notBelow(decided, offsets);
    recoverably(committing, () -> {
      // The consumer group first: it refuses a zombie, which then commits no decided offset.
      producer.sendOffsetsToTransaction(next, group);
      if (!decided.isEmpty()) {
        producer.sendOffsetsToTransaction(decided, decidedOffsetsGroup);
      }
    });
    uncommitted.putAll(next);
  }

  /**
   * The group's offsets to commit. While commands with outcomes are passed over, the group would be
   * below the decided offset, which at the next start means that somebody has set it back.
   */
  private static Map<TopicPartition, OffsetAndMetadata> notBelow(
      Map<TopicPartition, OffsetAndMetadata> decided,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(offsets);
    decided.forEach((partition, end) -> next.computeIfPresent(
        partition,
        (same, offset) -> offset.offset() < end.offset()
            ? new OffsetAndMetadata(end.offset(), offset.metadata())
            : offset));
    return next;
  }

  @Override
  public void commitTransaction() {
    recoverably(committing, producer::commitTransaction);
    TransactionListener listener = currentThread.get();
    listener.ended();
    uncommitted.forEach((partition, offset) -> listener.committed(partition, offset.offset()));
    uncommitted.clear();
  }

  /**
   * Reports a transaction that the brokers aborted, for example because an outage let it expire, as
   * fenced. Kafka Streams stops on the exceptions that the producer throws in this case. When it is
   * fenced, it joins the group again with a new producer, and the commands are redelivered.
   */
  private void recoverably(Wait wait, Runnable transactional) {
    try {
      during(wait, transactional);
    } catch (KafkaException failed) {
      for (Class<? extends KafkaException> type : ABORTED_BY_THE_BROKERS) {
        Causes.find(type, failed).ifPresent(aborted -> {
          throw new ProducerFencedException(
              "the brokers aborted the transaction: " + aborted.getMessage());
        });
      }
      throw failed;
    }
  }

  @Override
  public void abortTransaction() {
    uncommitted.clear();
    currentThread.get().ended();
    if (flush.get() != Flush.ABANDONED) {
      during(coordinator, producer::abortTransaction);
    }
  }

  @Override
  public void initTransactions() {
    during(coordinator, producer::initTransactions);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    return send(record, null);
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Callback counting = unacknowledged.sending(record, callback);
    return currentThread.get().progress().during(sending, () -> producer.send(record, counting));
  }

  /**
   * Waits until the brokers have acknowledged every record. Kafka Streams gives its producers no
   * delivery time-out.
   *
   * @throws TaskMigratedException if the wait was abandoned; the commands are redelivered
   */
  @Override
  public void flush() {
    flush.compareAndSet(Flush.NONE, Flush.WAITING);
    try {
      during(flushing, producer::flush);
    } finally {
      flush.compareAndSet(Flush.WAITING, Flush.NONE);
    }
    if (flush.get() == Flush.ABANDONED) {
      throw new TaskMigratedException("waited longer than a transaction may be open for "
          + flushing.detail().get() + "; joining the group again");
    }
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    Wait metadata = new Wait(Kind.TOPIC, () -> "the brokers to know topic " + topic);
    return currentThread.get().progress().during(metadata, () -> producer.partitionsFor(topic));
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

  /** Closes within a bound: without one, a result topic that is gone would hold it for ever. */
  @Override
  public void close() {
    during(coordinator, () -> producer.close(CLOSE_TIMEOUT));
  }

  @Override
  public void close(Duration timeout) {
    producer.close(timeout);
  }
}
