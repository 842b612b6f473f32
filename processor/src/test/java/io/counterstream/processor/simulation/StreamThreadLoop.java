package io.counterstream.processor.simulation;

import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.OnRecordsLost;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.offsets.TrackedProducers;
import io.counterstream.processor.stream.StreamThreadDriver;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * A stream thread as Kafka Streams runs it with exactly-once semantics: joins, polls, processes one
 * record after the other, commits all tasks in one transaction, and joins the group again when a
 * task has migrated.
 */
final class StreamThreadLoop implements StreamThreadDriver.Output {
  private static final int POLL_RECORDS_MAX = 5;

  private final SimulatedDeployment deployment;
  private final ProcessorInstance instance;
  private final ResetGuard guard;
  private final ResetAdvice advice = new ResetAdvice(SimulatedCluster.GROUP, "broker:9092");
  private final StreamThreadDriver driver;
  private final Map<TopicPartition, TaskBuffer> tasks = new HashMap<>();
  private Producer<byte[], byte[]> producer;
  private Optional<Integer> member = Optional.empty();
  private boolean checked;
  private Uuid topicId;
  private boolean inTransaction;
  private long transactionBeganNanos;
  private boolean commitRequested;

  StreamThreadLoop(SimulatedDeployment deployment, ProcessorInstance instance, Engine engine) {
    this.deployment = deployment;
    this.instance = instance;
    this.guard = new ResetGuard(
        new ClusterOffsets(deployment, instance),
        deployment.operator.onDecided(),
        OnRecordsLost.CONTINUE);
    this.driver =
        new StreamThreadDriver(engine, topic -> deployment.kafka.topicId(), guard, advice, this);
    this.producer = newProducer();
    this.topicId = deployment.kafka.topicId();
  }

  @SuppressWarnings("removal")
  private static ConsumerGroupMetadata group(String name, int member) {
    return new ConsumerGroupMetadata(name, member, Integer.toString(member), Optional.empty());
  }

  private Producer<byte[], byte[]> newProducer() {
    return TrackedProducers.wrap(
        new ClusterProducer(deployment, instance),
        driver::listener,
        group(ClusterOffsets.DECIDED_GROUP, -1));
  }

  Optional<Integer> member() {
    return member;
  }

  /** Whether it owns a partition, or takes itself for its owner. */
  boolean owns(TopicPartition partition) {
    return tasks.containsKey(partition);
  }

  void step() {
    try {
      proceed();
    } catch (TaskMigratedException
        | CommitFailedException
        | ProducerFencedException
        | InvalidProducerEpochException migrated) {
      rejoin(migrated);
    } catch (RuntimeException fatal) {
      closeDirty();
      instance.stop(fatal);
    }
  }

  private void proceed() {
    if (!checked) {
      checkBeforeStart();
    } else if (member.isEmpty()) {
      member = Optional.of(deployment.kafka.membership().join());
      deployment.say("%s joins as %d", instance, member.get());
    } else if (commitRequested || deployment.choices.chance(10)) {
      commit();
    } else if (buffered().isEmpty() || deployment.choices.chance(15)) {
      poll();
    } else {
      process(deployment.choices.anyOf(buffered()));
    }
  }

  private void checkBeforeStart() {
    checked = true;
    for (TopicPartition partition : deployment.kafka.partitions()) {
      OffsetCheck found =
          guard.checkBeforeStart(partition, deployment.kafka.log(partition).source());
      if (found instanceof OffsetCheck.Refused refused) {
        throw new OffsetsResetException(advice.of(partition, refused));
      }
    }
  }

  private List<TopicPartition> buffered() {
    return deployment.kafka.partitions().stream()
        .filter(
            partition -> tasks.containsKey(partition) && !tasks.get(partition).isEmpty())
        .toList();
  }

  private void process(TopicPartition partition) {
    ConsumerRecord<byte[], byte[]> record = tasks.get(partition).take();
    driver.process(partition, record);
    tasks.get(partition).processed();
    commitRequested |= driver.takeCommitRequest();
  }

  @Override
  public void recordsLost(long offsets) {
    deployment.audit.namedLost(offsets);
  }

  @Override
  public void send(ProducerRecord<byte[], byte[]> record) {
    begin();
    producer.send(record);
  }

  /** When the coordinator will abort the open transaction. */
  Optional<Long> transactionExpiresNanos() {
    return inTransaction
        ? Optional.of(transactionBeganNanos + SimulatedCluster.TRANSACTION_TIMEOUT.toNanos())
        : Optional.empty();
  }

  private void begin() {
    if (!inTransaction) {
      transactionBeganNanos = deployment.nanoTime();
      producer.beginTransaction();
      inTransaction = true;
    }
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    tasks.forEach((partition, task) ->
        task.toCommit().ifPresent(next -> offsets.put(partition, new OffsetAndMetadata(next))));
    commitRequested = false;
    if (offsets.isEmpty() && !inTransaction) {
      return;
    }
    begin();
    producer.sendOffsetsToTransaction(offsets, group(SimulatedCluster.GROUP, member.orElseThrow()));
    producer.commitTransaction();
    inTransaction = false;
    tasks.values().forEach(TaskBuffer::committed);
  }

  private void poll() {
    GroupMembership membership = deployment.kafka.membership();
    if (!membership.isMember(member.orElseThrow())) {
      deployment.met(StreamEvent.PARTITIONS_LOST);
      deployment.say("%s is no member any more", instance);
      closeDirty();
      member = Optional.empty();
      return;
    }
    Optional<GroupMembership.Change> change = membership.change(member.get());
    if (change.isPresent()) {
      rebalance(membership, change.get());
    } else if (!fetch()) {
      commit();
    }
  }

  private void rebalance(GroupMembership membership, GroupMembership.Change change) {
    deployment.say("%s: %s", instance, change);
    if (!change.revoked().isEmpty()) {
      deployment.met(StreamEvent.PARTITION_REVOKED);
      commit();
      change.revoked().forEach(driver::close);
      tasks.keySet().removeAll(change.revoked());
      membership.revoked(member.orElseThrow(), change.revoked());
    }
    if (membership.isMember(member.orElseThrow())) {
      Set<TopicPartition> added = new HashSet<>(
          membership.change(member.get()).map(GroupMembership.Change::added).orElse(Set.of()));
      membership.added(member.get(), added);
      for (TopicPartition partition : added) {
        if (deployment.isOwnedByAnother(partition, instance)) {
          deployment.met(StreamEvent.TAKEOVER_WITH_A_LIVE_ZOMBIE);
        }
        tasks.put(partition, new TaskBuffer(deployment, driver.listener()::positionLost));
        driver.open(partition);
      }
    }
  }

  /** Returns whether records were polled. */
  private boolean fetch() {
    if (!topicId.equals(deployment.kafka.topicId())) {
      topicId = deployment.kafka.topicId();
      driver.metadataChanged();
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled = new HashMap<>();
    int room = POLL_RECORDS_MAX - deployment.choices.below(POLL_RECORDS_MAX);
    for (TopicPartition partition : deployment.kafka.partitions()) {
      TaskBuffer task = tasks.get(partition);
      if (task != null && task.findPosition(partition)) {
        List<ConsumerRecord<byte[], byte[]>> records =
            task.fetch(deployment.kafka.log(partition), partition, room);
        if (!records.isEmpty()) {
          polled.put(partition, records);
          room -= records.size();
        }
      }
    }
    if (polled.isEmpty()) {
      return false;
    }
    boolean fails = deployment.choices.chance(2);
    ConsumerRecords<byte[], byte[]> records = new ConsumerRecords<>(polled, Map.of());
    intercept(fails ? new FailingRecords(polled) : records);
    polled.forEach((partition, more) -> tasks.get(partition).add(more));
    return true;
  }

  /** The consumer logs and discards an exception of an interceptor. */
  private void intercept(ConsumerRecords<byte[], byte[]> records) {
    try {
      driver.polled(records);
    } catch (RuntimeException discarded) {
      deployment.met(StreamEvent.INTERCEPTOR_FAILED);
      deployment.say("%s: the interceptor failed, %s", instance, discarded);
    }
  }

  private void rejoin(RuntimeException cause) {
    deployment.say("%s rejoins: %s", instance, cause);
    deployment.rejoined();
    closeDirty();
    member.ifPresent(deployment.kafka.membership()::leave);
    member = Optional.empty();
    producer = newProducer();
  }

  /** Closes the tasks without a commit. */
  void closeDirty() {
    List.copyOf(tasks.keySet()).forEach(driver::close);
    tasks.clear();
    if (inTransaction) {
      producer.abortTransaction();
      inTransaction = false;
    }
    commitRequested = false;
  }

  /** Commits, closes the tasks and leaves the group. */
  void shutDown() {
    try {
      if (member.isPresent()) {
        commit();
      }
    } catch (RuntimeException lost) {
      deployment.say("%s could not commit: %s", instance, lost);
    }
    closeDirty();
    member.ifPresent(deployment.kafka.membership()::leave);
  }
}
