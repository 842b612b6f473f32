package io.counterstream.processor.simulation;

import io.counterstream.core.LogSource;
import io.counterstream.processor.engine.Engine;
import io.counterstream.processor.offsets.OffsetCheck;
import io.counterstream.processor.offsets.OffsetsResetException;
import io.counterstream.processor.offsets.ResetAdvice;
import io.counterstream.processor.offsets.ResetGuard;
import io.counterstream.processor.offsets.TrackedProducers;
import io.counterstream.processor.repeats.RepeatWindows;
import io.counterstream.processor.stream.ContinuityRules;
import io.counterstream.processor.stream.StreamThreadDriver;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * A stream thread as Kafka Streams runs it with exactly-once semantics: joins, polls, processes one
 * record after the other, commits all tasks in one transaction, and joins the group again when a
 * task has migrated.
 */
final class StreamThreadLoop implements StreamThreadDriver.Output {
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  private final SimulatedDeployment deployment;
  private final ProcessorInstance instance;
  private final ResetGuard guard;
  private final String group;
  private final ResetAdvice advice;
  private final StreamThreadDriver driver;
  private final ThreadConsumer consumer;
  private final Map<TopicPartition, TaskBuffer> tasks = new HashMap<>();
  private Producer<byte[], byte[]> producer;
  private Optional<Integer> member = Optional.empty();
  private boolean checked;
  private boolean inTransaction;
  private long transactionBeganNanos;
  private boolean commitRequested;

  StreamThreadLoop(SimulatedDeployment deployment, ProcessorInstance instance, Engine engine) {
    this.deployment = deployment;
    this.instance = instance;
    this.group = deployment.kafka.group();
    this.advice = new ResetAdvice(group, "broker:9092");
    this.guard = new ResetGuard(
        new ClusterOffsets(deployment, instance),
        deployment.operator.onDecided(),
        deployment.operator.onRecordsLost());
    RepeatWindows repeats =
        new RepeatWindows(deployment.operator.repeats(), new ClusterHistory(deployment, instance));
    this.driver = new StreamThreadDriver(
        engine,
        topic -> deployment.kafka.topicId(),
        new ContinuityRules(
            guard, advice, this, repeats, instance::takeover, deployment.kafka::abortOrphans),
        this);
    this.producer = newProducer();
    this.consumer = new ThreadConsumer(deployment, instance, driver);
  }

  private Producer<byte[], byte[]> newProducer() {
    return TrackedProducers.wrap(
        new ClusterProducer(deployment, instance),
        driver::listener,
        GroupMembership.metadata(deployment.kafka.decidedGroup(), -1));
  }

  Optional<Integer> member() {
    return member;
  }

  /** Whether it owns a partition, or takes itself for its owner. */
  boolean owns(TopicPartition partition) {
    return tasks.containsKey(partition);
  }

  /** The processor's monitor looks at what this thread waits for. */
  void monitor() {
    driver.abandonWaitsAfter(SimulatedCluster.TRANSACTION_TIMEOUT);
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
    } else if (commitRequested || isCommitDue() || deployment.choices.chance(10)) {
      commit();
    } else if (buffered().isEmpty() || deployment.choices.chance(15)) {
      poll();
    } else {
      process(deployment.choices.anyOf(buffered()));
    }
  }

  /** Kafka Streams looks at the commit interval only after some records, so it may be late. */
  private boolean isCommitDue() {
    return inTransaction
        && deployment.nanoTime() - transactionBeganNanos > COMMIT_INTERVAL.toNanos()
        && !deployment.choices.chance(50);
  }

  private void checkBeforeStart() {
    try {
      for (TopicPartition partition : deployment.kafka.partitions()) {
        if (deployment.kafka.leaders().has(partition)) {
          checkBeforeStart(partition);
        }
      }
      checked = true;
    } catch (TimeoutException noLeader) {
      deployment.say("%s does not start yet: %s", instance, noLeader.getMessage());
    }
  }

  private void checkBeforeStart(TopicPartition partition) {
    LogSource source = deployment.kafka.log(partition).source();
    if (guard.checkBeforeStart(partition, source) instanceof OffsetCheck.Refused refused) {
      throw new OffsetsResetException(advice.of(partition, refused));
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

  /** Topics are looked up now and then, so the loss of a leader may be unknown. */
  @Override
  public Set<Integer> leaderlessReplyPartitions() {
    return deployment.choices.chance(50)
        ? Set.of()
        : deployment.kafka.leaders().lost(CommandLog.REPLIES);
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
    tasks.forEach(
        (partition, task) -> task.toCommit().ifPresent(next -> offsets.put(partition, next)));
    commitRequested = false;
    if (offsets.isEmpty() && !inTransaction) {
      return;
    }
    begin();
    producer.flush();
    producer.sendOffsetsToTransaction(
        offsets, GroupMembership.metadata(group, member.orElseThrow()));
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
      return;
    }
    boolean polled = consumer.poll(tasks);
    commitRequested |= driver.takeCommitRequest();
    if (!polled && !commitRequested) {
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
      driver.assigned(added);
      for (TopicPartition partition : added) {
        if (deployment.isOwnedByAnother(partition, instance)) {
          deployment.met(StreamEvent.TAKEOVER_WITH_A_LIVE_ZOMBIE);
        }
        tasks.put(partition, new TaskBuffer(deployment, driver.listener()::positionLost));
        driver.open(partition);
      }
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
