package io.counterstream.processor.simulation;

import io.counterstream.contract.Topics;
import io.counterstream.core.LogSource;
import io.counterstream.processor.offsets.DecidedOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** What Kafka does, and nothing of what the processor does: topics, groups, transactions. */
final class SimulatedCluster {
  static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private final SimulatedDeployment deployment;
  private final Consumer<ProducerRecord<byte[], byte[]>> committedRecord;
  private final GroupMembership membership = new GroupMembership();
  private final List<CommandLog> logs = new ArrayList<>();
  private final Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets = new HashMap<>();
  private final List<KafkaTransaction> transactions = new ArrayList<>();
  private final ResultLogs results = new ResultLogs();
  private final PartitionLeaders leaders = new PartitionLeaders();
  private final int partitions;
  private int topicsCreated;
  private int applicationIds = 1;
  private long createdNanos;
  private Uuid topicId = Uuid.ZERO_UUID;

  /**
   * A cluster with the five topics.
   *
   * @param partitions the number of partitions of each topic
   * @param committedRecord receives each record of a committed transaction
   */
  SimulatedCluster(
      SimulatedDeployment deployment,
      int partitions,
      Consumer<ProducerRecord<byte[], byte[]>> committedRecord) {
    this.deployment = deployment;
    this.partitions = partitions;
    this.committedRecord = committedRecord;
    createTopic();
    membership.subscribe(partitions());
  }

  private void createTopic() {
    createdNanos = deployment.nanoTime();
    topicId = new Uuid(7, ++topicsCreated);
    for (int partition = 0; partition < partitions; partition++) {
      logs.add(new CommandLog(new LogSource(topicId.toString(), partition)));
    }
  }

  /** Consumers notice it by the topic's id only: they keep assignment and positions. */
  void recreateTopic() {
    logs().forEach(CommandLog::delete);
    createTopic();
    deployment.say("kafka: the topic is deleted and created again as %s", topicId);
  }

  /** The time since the command topic was created. */
  Duration topicAge() {
    return Duration.ofNanos(deployment.nanoTime() - createdNanos);
  }

  Uuid topicId() {
    return topicId;
  }

  /** The group of the processors, which is their {@code application.id}. */
  String group() {
    return "application-" + applicationIds;
  }

  /** Whether no decided offset of a partition is committed. */
  boolean isUndecided(TopicPartition partition) {
    return offset(decidedGroup(), partition).isEmpty();
  }

  String decidedGroup() {
    return DecidedOffsets.groupOf(group());
  }

  /** Processors that start from now on have another {@code application.id}. */
  void changeApplicationId() {
    applicationIds++;
  }

  ResultLogs results() {
    return results;
  }

  PartitionLeaders leaders() {
    return leaders;
  }

  GroupMembership membership() {
    return membership;
  }

  /** The logs of the command topic that exists. */
  List<CommandLog> logs() {
    return logs.subList(logs.size() - partitions, logs.size());
  }

  /** The logs of all command topics that ever existed. */
  List<CommandLog> allLogs() {
    return logs;
  }

  CommandLog log(TopicPartition partition) {
    return logs().get(partition.partition());
  }

  List<TopicPartition> partitions() {
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.add(new TopicPartition(Topics.DEFAULT.commands(), partition));
    }
    return all;
  }

  Optional<OffsetAndMetadata> offset(String group, TopicPartition partition) {
    return Optional.ofNullable(offsets.getOrDefault(group, Map.of()).get(partition));
  }

  long groupOffset(TopicPartition partition) {
    return offset(group(), partition).map(OffsetAndMetadata::offset).orElse(0L);
  }

  /** Whether an open transaction holds the offset, so that a reader has to wait. */
  boolean isUnstable(String group, TopicPartition partition) {
    return transactions.stream().anyMatch(transaction -> transaction.holds(group, partition));
  }

  /** Sets an offset by hand. */
  void setOffset(String group, TopicPartition partition, OffsetAndMetadata offset) {
    offsets.computeIfAbsent(group, unused -> new HashMap<>()).put(partition, offset);
  }

  /** Deletes an offset by hand, or because it expired. */
  void deleteOffset(String group, TopicPartition partition) {
    offsets.getOrDefault(group, new HashMap<>()).remove(partition);
  }

  KafkaTransaction begin() {
    KafkaTransaction transaction = new KafkaTransaction(group(), deployment.nanoTime());
    transactions.add(transaction);
    return transaction;
  }

  /** Sends a record of a transaction; the broker refuses it if it has aborted the transaction. */
  void send(KafkaTransaction transaction, ProducerRecord<byte[], byte[]> record) {
    transaction.add(record);
    if (transaction.isOpen()) {
      results.append(record, transaction);
    }
  }

  void commit(KafkaTransaction transaction) {
    transaction.end(KafkaTransaction.State.COMMITTED);
    transactions.remove(transaction);
    transaction
        .offsets()
        .forEach((group, of) -> of.forEach((partition, offset) -> {
          deployment.say("kafka: %s of %s is %d", partition, group, offset.offset());
          setOffset(group, partition, offset);
        }));
    transaction.records().forEach(committedRecord);
  }

  void abort(KafkaTransaction transaction) {
    transaction.end(KafkaTransaction.State.ABORTED);
    transactions.remove(transaction);
  }

  /** Aborts the transactions that are open for too long. */
  void timePassed() {
    long limit = deployment.nanoTime() - TRANSACTION_TIMEOUT.toNanos();
    for (KafkaTransaction transaction : List.copyOf(transactions)) {
      if (transaction.beganNanos() < limit) {
        deployment.met(StreamEvent.TRANSACTION_EXPIRED);
        deployment.say("kafka: a transaction of %d expires", transaction.beganNanos());
        abort(transaction);
      }
    }
  }

  /** Whether a transaction that was open then is open still. */
  boolean hasTransactionSince(long nanos) {
    return transactions.stream().anyMatch(transaction -> transaction.beganNanos() <= nanos);
  }

  /**
   * A new owner requests that open transactions of its application with results of its partitions
   * are aborted, if they are older than half a session. The request may fail.
   */
  void abortOrphans(Collection<TopicPartition> assigned) {
    if (deployment.choices.chance(20)) {
      return;
    }
    Duration age = SimulatedDeployment.SESSION_TIMEOUT.dividedBy(2);
    Set<Integer> numbers =
        assigned.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    for (KafkaTransaction transaction : List.copyOf(transactions)) {
      if (deployment.nanoTime() - transaction.beganNanos() >= age.toNanos()
          && transaction.applicationId().equals(group())
          && transaction.records().stream()
              .anyMatch(record -> !record.topic().equals(CommandLog.REPLIES)
                  && numbers.contains(record.partition()))) {
        deployment.met(StreamEvent.ORPHAN_ABORTED);
        deployment.say("kafka: a transaction of %d is aborted", transaction.beganNanos());
        abort(transaction);
      }
    }
  }
}
