package io.counterstream.processor.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CommitFailedException;
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
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.metrics.KafkaMetric;

/** The transactional producer of one stream thread. Others may act before and after each call. */
final class ClusterProducer implements Producer<byte[], byte[]> {
  private static final Duration FLUSH_MAX = SimulatedCluster.TRANSACTION_TIMEOUT.multipliedBy(4);

  private final SimulatedDeployment deployment;
  private final ProcessorInstance owner;
  private Optional<KafkaTransaction> transaction = Optional.empty();
  private boolean closed;

  ClusterProducer(SimulatedDeployment deployment, ProcessorInstance owner) {
    this.deployment = deployment;
    this.owner = owner;
  }

  @Override
  public void beginTransaction() {
    transaction = Optional.of(deployment.kafka.begin());
  }

  /** The broker refuses a transaction that it has aborted; which error it returns depends. */
  private KafkaTransaction open() {
    KafkaTransaction current =
        transaction.orElseThrow(() -> new IllegalStateException("no transaction was begun"));
    if (!current.isOpen()) {
      deployment.met(StreamEvent.EXPIRED_TRANSACTION_REFUSED);
      throw deployment.choices.anyOf(List.<KafkaException>of(
          new ProducerFencedException("fenced"),
          new InvalidProducerEpochException("old epoch"),
          new InvalidTxnStateException("no such transaction")));
    }
    return current;
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    // The record is sent later, so the call does not fail; the transaction's end then does.
    deployment.kafka.send(
        transaction.orElseThrow(() -> new IllegalStateException("no transaction was begun")),
        record);
    return new CompletableFuture<>();
  }

  @Override
  public void sendOffsetsToTransaction(
      Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
    owner.pause();
    KafkaTransaction current = open();
    if (group.groupId().equals(deployment.kafka.group())
        && !deployment.kafka.membership().isMember(group.generationId())) {
      deployment.met(StreamEvent.ZOMBIE_FENCED_AT_COMMIT);
      throw new CommitFailedException("not a member");
    }
    current.add(group.groupId(), offsets);
  }

  @Override
  public void commitTransaction() {
    owner.pauseBeforeCommit();
    KafkaTransaction current = open();
    deployment.say("%s commits %s", owner, current.offsets());
    deployment.met(StreamEvent.COMMIT);
    if (deployment.requests.carriesWriteOf(owner)) {
      deployment.met(StreamEvent.COMMIT_WITH_WRITES_IN_FLIGHT);
    }
    deployment.kafka.commit(current);
    transaction = Optional.empty();
    owner.pauseAfterCommit();
  }

  @Override
  public void abortTransaction() {
    transaction.filter(KafkaTransaction::isOpen).ifPresent(open -> {
      deployment.met(StreamEvent.ABORT);
      deployment.kafka.abort(open);
    });
    transaction = Optional.empty();
  }

  @Override
  public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    Future<RecordMetadata> sent = send(record);
    callback.onCompletion(null, null);
    return sent;
  }

  @Override
  public void initTransactions() {}

  /** Waits for acknowledgements as long as it takes, unless it is closed. */
  @Override
  public void flush() {
    long since = deployment.nanoTime();
    while (!closed && !transaction.map(deployment.kafka.leaders()::acknowledge).orElse(true)) {
      deployment.met(StreamEvent.FLUSH_WITHOUT_A_LEADER);
      since = owner.isFrozen() ? deployment.nanoTime() : since;
      owner.waitForEvents();
      if (!closed && deployment.nanoTime() - since > FLUSH_MAX.toNanos()) {
        deployment.audit.violated(
            StreamInvariant.WAITS_IN_TIME, owner + " waits for acknowledgements");
        deployment.kafka.leaders().findAll(); // else the schedule would not end
        since = deployment.nanoTime();
      }
    }
    if (closed) {
      deployment.met(StreamEvent.FLUSH_ABANDONED);
    }
  }

  @Override
  public List<PartitionInfo> partitionsFor(String topic) {
    return List.of();
  }

  @Override
  public Map<MetricName, ? extends Metric> metrics() {
    return Map.of();
  }

  @Override
  public void registerMetricForSubscription(KafkaMetric metric) {}

  @Override
  public void unregisterMetricFromSubscription(KafkaMetric metric) {}

  @Override
  public Uuid clientInstanceId(Duration timeout) {
    return Uuid.ZERO_UUID;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public void close(Duration timeout) {
    closed = true;
  }
}
