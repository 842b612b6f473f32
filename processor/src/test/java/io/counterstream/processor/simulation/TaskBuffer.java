package io.counterstream.processor.simulation;

import io.counterstream.core.LogSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/** A task's buffered records, and the consumer's position in its partition. */
final class TaskBuffer {
  private final SimulatedDeployment deployment;
  private final Consumer<TopicPartition> positionLost;
  private final ArrayDeque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private Optional<Long> position = Optional.empty();
  private Optional<LogSource> source = Optional.empty();

  /** The leader epoch of the last record before the position, if it is known. */
  private Optional<Integer> leaderEpoch = Optional.empty();

  private Optional<Integer> processedEpoch = Optional.empty();
  private boolean commitNeeded;

  /**
   * Creates the buffer of a new task.
   *
   * @param positionLost called when the log does not have the position any more
   */
  TaskBuffer(SimulatedDeployment deployment, Consumer<TopicPartition> positionLost) {
    this.deployment = deployment;
    this.positionLost = positionLost;
  }

  boolean isEmpty() {
    return records.isEmpty();
  }

  ConsumerRecord<byte[], byte[]> take() {
    processedEpoch = records.peek().leaderEpoch();
    return records.remove();
  }

  void add(List<ConsumerRecord<byte[], byte[]>> polled) {
    records.addAll(polled);
  }

  void processed() {
    commitNeeded = true;
  }

  /** The offset of the next record to process, if there is something to commit. */
  Optional<OffsetAndMetadata> toCommit() {
    return commitNeeded
        ? Optional.of(new OffsetAndMetadata(
            records.isEmpty() ? position.orElseThrow() : records.peek().offset(),
            processedEpoch,
            ""))
        : Optional.empty();
  }

  void committed() {
    commitNeeded = false;
  }

  /** Asks for the group's offset, as long as there is no position. */
  boolean findPosition(TopicPartition partition) {
    SimulatedCluster kafka = deployment.kafka;
    if (position.isEmpty() && !kafka.isUnstable(kafka.group(), partition)) {
      Optional<OffsetAndMetadata> committed = kafka.offset(kafka.group(), partition);
      position = Optional.of(
          committed.map(OffsetAndMetadata::offset).orElse(kafka.log(partition).start()));
      leaderEpoch = committed.flatMap(OffsetAndMetadata::leaderEpoch);
      source = leaderEpoch.map(unused -> kafka.log(partition).source());
    }
    return position.isPresent();
  }

  /** The next records; the position passes the offsets after them that have none. */
  List<ConsumerRecord<byte[], byte[]>> fetch(
      CommandLog log, TopicPartition partition, int countMax) {
    long at = undiverged(log, position.orElseThrow());
    if (at < log.start() || at > log.end()) {
      deployment.met(StreamEvent.POSITION_OUT_OF_RANGE);
      at = log.start();
      positionLost.accept(partition);
    }
    if (source.isPresent() && !source.get().equals(log.source()) && at > log.start()) {
      deployment.met(StreamEvent.NEW_TOPIC_READ_FROM_AN_OLD_POSITION);
    }
    source = Optional.of(log.source());
    List<ConsumerRecord<byte[], byte[]>> fetched = new ArrayList<>();
    for (CommandLog.Entry entry : log.from(at, countMax)) {
      fetched.add(record(partition, entry));
      at = entry.offset() + 1;
      leaderEpoch = Optional.of(entry.leaderEpoch());
    }
    List<CommandLog.Entry> next = log.from(at, 1);
    position = Optional.of(next.isEmpty() && countMax > 0 ? log.end() : at);
    return fetched;
  }

  /**
   * A consumer goes back to where its log and a new leader's differ, if it knows the epoch. It does
   * not before the first record, if the group has no offset: then nobody notices the difference.
   */
  private long undiverged(CommandLog log, long at) {
    if (leaderEpoch.isEmpty() && log.truncatedFrom().filter(from -> from < at).isPresent()) {
      deployment.topicFaults.epochUnknown(log);
    }
    boolean sameLog = source.filter(log.source()::equals).isPresent();
    if (sameLog
        && leaderEpoch.filter(epoch -> epoch < log.leaderEpoch()).isPresent()
        && log.endOfEpoch(leaderEpoch.get()) < at) {
      deployment.met(StreamEvent.POSITION_DIVERGED);
      return log.endOfEpoch(leaderEpoch.get());
    }
    return at;
  }

  static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, CommandLog.Entry entry) {
    return new ConsumerRecord<>(
        partition.topic(),
        partition.partition(),
        entry.offset(),
        entry.timestampMillis(),
        TimestampType.CREATE_TIME,
        entry.key().length,
        entry.value().length,
        entry.key(),
        entry.value(),
        entry.headers(partition.partition()),
        Optional.of(entry.leaderEpoch()));
  }
}
